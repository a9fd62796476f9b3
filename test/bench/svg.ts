// A plot as plain SVG: medians and slow ends over a size, with axes and units.
import type { Series } from "./row.ts";
import { show } from "./table.ts";

const width = 640;
const height = 340;
const left = 64;
const right = width - 24;
const top = 48;
const bottom = height - 56;

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A round number of at most so many steps above `most`: 1, 2 or 5 times a power of ten. */
function stepFor(most: number, steps: number): number {
  const power = 10 ** Math.floor(Math.log10(most / steps));
  const factor = [1, 2, 5, 10].find((one) => one * power * steps >= most) ?? 10;
  return factor * power;
}

/** Draws a series; sizes stand side by side, however far apart they are. */
export function plot({ name, axis, points, budget }: Series): string {
  const most = Math.max(...points.map(({ p95 }) => p95), budget?.ms ?? 0, 0.001);
  const step = stepFor(most, 5);
  const end = Math.ceil(most / step) * step;
  const xOf = (at: number): number => left + ((at + 0.5) / points.length) * (right - left);
  const yOf = (ms: number): number => bottom - (ms / end) * (bottom - top);
  const label = (x: number, y: number, text: string, more = ""): string =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escape(text)}</text>`;

  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, at) => at * step);
  const grid = ticks.map(
    (ms) =>
      `<line class="grid" x1="${String(left)}" x2="${String(right)}" y1="${yOf(ms).toFixed(1)}" y2="${yOf(ms).toFixed(1)}"/>` +
      label(left - 8, yOf(ms) + 4, show(ms), 'text-anchor="end"'),
  );
  const line = (kind: "median" | "p95"): string => {
    const at = points.map((one, index) => `${xOf(index).toFixed(1)},${yOf(one[kind]).toFixed(1)}`);
    const dots = at.map((place) => {
      const [x = "", y = ""] = place.split(",");
      return `<circle class="${kind}" cx="${x}" cy="${y}" r="4"/>`;
    });
    return `<polyline class="${kind}" points="${at.join(" ")}"/>${dots.join("")}`;
  };
  // Beside the dot, above the axis and its names.
  const values = points.map((one, at) =>
    label(xOf(at) + 9, Math.min(yOf(one.median) + 14, bottom - 6), show(one.median)),
  );
  const names = points.map(({ x }, at) =>
    label(xOf(at), bottom + 20, show(x), 'text-anchor="middle"'),
  );
  const budgetAt = points.findIndex(({ x }) => x === budget?.x);
  const limit =
    budget === undefined || budgetAt < 0
      ? ""
      : `<line class="budget" x1="${(xOf(budgetAt) - 34).toFixed(1)}" x2="${(xOf(budgetAt) + 34).toFixed(1)}" y1="${yOf(budget.ms).toFixed(1)}" y2="${yOf(budget.ms).toFixed(1)}"/>` +
        label(
          xOf(budgetAt),
          yOf(budget.ms) - 6,
          `budget ${show(budget.ms)} ms`,
          'class="budget-text" text-anchor="middle"',
        );
  const middle = (top + bottom) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-label="${escape(name)}">
<style>
text { font: 12px system-ui, sans-serif; fill: #1f2937 }
.title { font-size: 15px; font-weight: 600 }
.grid { stroke: #e5e7eb }
polyline { fill: none; stroke-width: 2 }
polyline.median { stroke: #1d4ed8 } circle.median { fill: #1d4ed8 }
polyline.p95 { stroke: #b45309; stroke-dasharray: 5 4 } circle.p95 { fill: #b45309 }
.budget { stroke: #b91c1c; stroke-width: 2 } .budget-text { fill: #b91c1c }
</style>
<rect width="100%" height="100%" fill="#ffffff"/>
${label(left, 24, name, 'class="title"')}
${grid.join("\n")}
${line("p95")}
${line("median")}
${limit}
${values.join("\n")}
${names.join("\n")}
${label((left + right) / 2, height - 14, axis, 'text-anchor="middle"')}
${label(16, middle, "milliseconds", `text-anchor="middle" transform="rotate(-90 16 ${String(middle)})"`)}
${label(right - 4, 24, "median (solid), p95 (dashed)", 'text-anchor="end"')}
</svg>
`;
}

/** A file name for a series: "send-to-first-delta.svg". */
export const fileOf = ({ name }: Series): string =>
  `${
    name
      .split(",")[0]
      ?.toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-") ?? "plot"
  }.svg`;
