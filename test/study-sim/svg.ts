// A plot as plain SVG: recall and load over the weeks, one pair of panels for each law.
export interface Line {
  readonly name: string;
  readonly recall: readonly number[];
  readonly reviews: readonly number[];
}

export interface Plot {
  readonly title: string;
  readonly lines: readonly Line[];
}

const width = 900;
const rowHeight = 300;
const legendHeight = 60;
const panel = { width: 360, height: 200, top: 60, lefts: [60, 500] } as const;
const colours = ["#1d4ed8", "#93c5fd", "#b45309", "#047857", "#7c3aed", "#b91c1c", "#475569"];

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const label = (x: number, y: number, text: string, more = ""): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escape(text)}</text>`;

interface Panel {
  readonly title: string;
  readonly left: number;
  readonly top: number;
  readonly least: number;
  readonly most: number;
  readonly show: (value: number) => string;
}

function panelOf(at: Panel, series: readonly (readonly number[])[]): string {
  const { title, left, top, least, most, show } = at;
  const x = (week: number, weeks: number): number =>
    left + (week / Math.max(1, weeks - 1)) * panel.width;
  const y = (value: number): number =>
    top + panel.height - ((Math.max(least, value) - least) / (most - least)) * panel.height;
  const ticks = [0, 1, 2, 3, 4].map((tick) => least + ((most - least) * tick) / 4);
  const grid = ticks.map(
    (value) =>
      `<line x1="${String(left)}" x2="${String(left + panel.width)}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}"/>` +
      label(left - 8, y(value) + 4, show(value), 'text-anchor="end"'),
  );
  const lines = series.map((values, index) => {
    const points = values.map(
      (value, week) => `${x(week, values.length).toFixed(1)},${y(value).toFixed(1)}`,
    );
    return `<polyline stroke="${colours[index % colours.length] ?? ""}" points="${points.join(" ")}"/>`;
  });
  const axis = label(
    left + panel.width / 2,
    top + panel.height + 22,
    "weeks",
    'text-anchor="middle"',
  );
  return [label(left, top - 12, title), ...grid, ...lines, axis].join("\n");
}

function rowOf({ title, lines }: Plot, row: number): string {
  const top = row * rowHeight + panel.top;
  const most = Math.max(1, ...lines.flatMap(({ reviews }) => reviews));
  const lowest = Math.min(0.95, ...lines.flatMap(({ recall }) => recall));
  const [left, right] = panel.lefts;
  const recall = {
    title: `${title}: recall`,
    left,
    top,
    least: Math.floor(lowest * 10) / 10,
    most: 1,
    show: (value: number) => `${String(Math.round(value * 100))} %`,
  };
  const load = {
    title: `${title}: reviews a day`,
    left: right,
    top,
    least: 0,
    most,
    show: (value: number) => value.toFixed(1),
  };
  return [
    panelOf(
      recall,
      lines.map((line) => line.recall),
    ),
    panelOf(
      load,
      lines.map((line) => line.reviews),
    ),
  ].join("\n");
}

/** The plot of all laws, with one legend. */
export function plot(plots: readonly Plot[]): string {
  const height = plots.length * rowHeight + legendHeight + 40;
  const legendTop = plots.length * rowHeight + 40;
  const legend = (plots[0]?.lines ?? []).map(({ name }, at) => {
    const [x, y] = [60 + (at % 3) * 280, legendTop + Math.floor(at / 3) * 20];
    const colour = colours[at % colours.length] ?? "";
    return `<rect x="${String(x)}" y="${String(y - 9)}" width="14" height="10" fill="${colour}"/>${label(x + 20, y, name)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-label="Recall and load over the year">
<style>
text { font: 12px system-ui, sans-serif; fill: #1f2937 }
line { stroke: #e5e7eb }
polyline { fill: none; stroke-width: 2 }
</style>
<rect width="100%" height="100%" fill="#ffffff"/>
${plots.map(rowOf).join("\n")}
${legend.join("\n")}
</svg>
`;
}
