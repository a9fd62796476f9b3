// The icons: strokes on a 20 × 20 grid. Always beside text, or in a control with an accessible name.
import type { JSX } from "solid-js";

const shapes = {
  "arrow-down": "M10 4v12m0 0 5-5m-5 5-5-5",
  chat: "M4 4.5h12v9H9l-4 3v-3H4z",
  check: "m4 10.5 4 4 8-9",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14m0 3v4l2.5 2",
  close: "m5 5 10 10m0-10L5 15",
  copy: "M7 7h9v9H7zM4 13V4h9",
  edit: "M4 16h3l9-9-3-3-9 9zm7-10 3 3",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5m5 0a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0",
  "eye-off": "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5M4 16 16 4",
  layers: "m10 3 7 3.5-7 3.5-7-3.5zm-7 7 7 3.5 7-3.5m-14 3.5L10 17l7-3.5",
  list: "M8 5h8M8 10h8M8 15h8M4 5h.01M4 10h.01M4 15h.01",
  menu: "M3 5h14M3 10h14M3 15h14",
  moon: "M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5",
  plus: "M10 4v12M4 10h12",
  refresh: "M16 4v4h-4m3.6-.4A6.5 6.5 0 1 0 16.5 11",
  send: "m3.5 10 13-6-4.5 13-2.7-5.3zm5.8 1.7L16.5 4",
  stop: "M5 5h10v10H5z",
  sun: "M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6m0-4v1m0 12v1M3 10h1m12 0h1M5 5l.7.7m8.6 8.6.7.7M5 15l.7-.7m8.6-8.6.7-.7",
  trash: "M4 6h12M8 6V4h4v2m-7 0 .8 10h8.4L15 6m-6.5 3v4.500m3-4.500v4.5",
  user: "M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.400m-6 6.500c.7-3 3-4.5 6-4.500s5.3 1.5 6 4.5",
  warning: "M10 3.5 17.5 16.500h-15zm0 5v3.500m0 2.200h.01",
} as const;

export type IconName = keyof typeof shapes;

export function Icon(props: { name: IconName; size?: number | undefined }): JSX.Element {
  return (
    <svg
      viewBox="0 0 20 20"
      width={props.size ?? 20}
      height={props.size ?? 20}
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[props.name]} />
    </svg>
  );
}
