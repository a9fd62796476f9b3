// A small pill-shaped button: an example, a preset or a toggle.
import { splitProps, type JSX } from "solid-js";
import "./chip.css";

type ChipProps = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "aria-pressed"> & {
  /** Set for a toggle. */
  pressed?: boolean | undefined;
};

export function Chip(props: ChipProps): JSX.Element {
  const [own, rest] = splitProps(props, ["pressed"]);
  return <button type="button" class="chip" aria-pressed={own.pressed} {...rest} />;
}
