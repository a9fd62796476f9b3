// Draws a plot of columns with uPlot. Loaded when the first plot is on its way to the screen, and nowhere else.
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { shownNames, stacked, ticksUpTo } from "./chart-ticks.ts";

export interface DrawingOptions {
  readonly width: number;
  readonly height: number;
  /** Names under the columns. */
  readonly names: readonly string[];
  /** The columns' parts from the bottom, each with its colour as a custom property. */
  readonly parts: readonly { readonly colour: string; readonly values: readonly number[] }[];
  /** Writes a value at the axis. */
  readonly write: (value: number) => string;
  /** Told of the column that is pointed at, and of the middle of it in CSS pixels from the plot's left side. */
  readonly onPoint: (column: number | undefined, left: number) => void;
}

export interface Drawing {
  /** Points at a column, or at none. */
  point(this: void, column: number | undefined): void;
  resize(this: void, width: number): void;
  destroy(this: void): void;
}

const fontPixels = 12;
const gap = 12;

/** A colour of the theme as a canvas understands it: `light-dark()` is none to it. */
function computed(target: HTMLElement, property: string, isOurs: boolean): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  // Forced colours are for lines and names; the parts of a column must stay different.
  if (isOurs) probe.style.setProperty("forced-color-adjust", "none");
  target.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** How wide texts are in the font of the axes. */
function ruler(font: string): (texts: readonly string[]) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (context !== null) context.font = font;
  return (texts) =>
    Math.ceil(Math.max(0, ...texts.map((text) => context?.measureText(text).width ?? 0)));
}

const columnOf = (target: HTMLElement, colour: string): UPlot.Series => ({
  fill: computed(target, colour, true),
  width: 0,
  points: { show: false },
  ...(UPlot.paths.bars !== undefined && {
    paths: UPlot.paths.bars({ size: [0.72, 44], radius: [0.12, 0] }),
  }),
});

function axesOf(
  target: HTMLElement,
  { names, write }: DrawingOptions,
  ticks: readonly number[],
  font: string,
): UPlot.Axis[] {
  const ink = computed(target, "--ink-soft", false);
  const line = computed(target, "--line", false);
  const measure = ruler(font);
  const widest = measure(names) + gap;
  const shared = { font, stroke: ink, ticks: { show: false } } as const;
  return [
    {
      ...shared,
      grid: { show: false },
      size: fontPixels + 2 * gap,
      gap: 8,
      splits: ({ over }) => shownNames(names.length, Math.floor(over.clientWidth / widest)),
      values: (_, shown) => shown.map((index) => names[index] ?? ""),
    },
    {
      ...shared,
      grid: { stroke: line, width: 1 },
      size: measure(ticks.map(write)) + gap,
      gap: 6,
      splits: () => [...ticks],
      values: (_, shown) => shown.map(write),
    },
  ];
}

/** @param target an element on the page, whose font is used */
export function draw(target: HTMLElement, options: DrawingOptions): Drawing {
  const { names, parts, onPoint } = options;
  const tops = stacked(parts.map(({ values }) => values));
  const ticks = ticksUpTo(Math.max(0, ...(tops.at(-1) ?? [])), 4);
  const font = `${String(fontPixels)}px ${getComputedStyle(target).fontFamily}`;
  const mark = document.createElement("div");
  mark.className = "chart-mark";
  mark.hidden = true;
  const plot = new UPlot(
    {
      width: options.width,
      height: options.height,
      legend: { show: false },
      padding: [8, 4, 0, 0],
      cursor: {
        y: false,
        x: false,
        points: { show: false },
        drag: { x: false, y: false, setScale: false },
      },
      scales: {
        x: { time: false, range: [-0.5, Math.max(0, names.length) - 0.5] },
        y: { range: [0, ticks.at(-1) ?? 1] },
      },
      axes: axesOf(target, options, ticks, font),
      // The highest first: what stands on it is drawn over it.
      series: [{}, ...parts.map((part) => columnOf(target, part.colour)).toReversed()],
      hooks: {
        init: [(one) => one.under.append(mark)],
        setCursor: [(one) => show(one)],
        setSize: [(one) => show(one)],
      },
    },
    [names.map((_, index) => index), ...tops.toReversed()],
    target,
  );

  function show(one: UPlot): void {
    const column = one.cursor.idx ?? undefined;
    const isOn = column !== undefined && (one.cursor.left ?? -1) >= 0;
    mark.hidden = !isOn;
    if (!isOn) return onPoint(undefined, 0);
    const left = one.valToPos(column - 0.5, "x");
    const right = one.valToPos(column + 0.5, "x");
    mark.style.left = `${String(left)}px`;
    mark.style.width = `${String(right - left)}px`;
    onPoint(column, (left + right) / 2 + one.over.offsetLeft);
  }

  return {
    point(column) {
      const left = column === undefined ? -10 : plot.valToPos(column, "x");
      plot.setCursor({ left, top: column === undefined ? -10 : 1 });
    },
    resize: (width) => plot.setSize({ width, height: options.height }),
    destroy: () => plot.destroy(),
  };
}
