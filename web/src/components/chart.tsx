// A plot of stacked columns: its legend, its tooltip and its keys. What it shows has to be there as a table too.
import { createEffect, createSignal, For, on, onCleanup, Show, type JSX } from "solid-js";
import { optionalCode } from "../state/optional-code.ts";
import { isDark } from "../state/theme.ts";
import "./chart.css";
import type { draw, Drawing, DrawingOptions } from "./chart-drawing.ts";
import { Note } from "./message.tsx";

export type ChartColour = "1" | "2" | "3" | "4";

interface ChartSeries {
  readonly name: string;
  readonly colour: ChartColour;
  readonly values: readonly number[];
}

export interface ChartColumn {
  /** Under the column, where there is room. */
  readonly name: string;
  /** In the tooltip. */
  readonly longName: string;
}

interface ChartWords {
  /** How the plot is moved along by keys. */
  readonly keys: string;
  readonly legend: string;
  readonly total: string;
  readonly failed: string;
}

interface ChartProps {
  /** What is plotted. */
  label: string;
  columns: readonly ChartColumn[];
  /** Parts of each column, from the bottom. */
  series: readonly ChartSeries[];
  write: (value: number) => string;
  /** Shorter, for the axis. */
  writeShort: (value: number) => string;
  words: ChartWords;
}

export function Chart(props: ChartProps): JSX.Element {
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set());
  const shown = () => props.series.filter(({ name }) => !hidden().has(name));
  /** Hides a part or shows it again; the last one that is shown brings all of them back. */
  function toggle(name: string): void {
    const next = new Set(hidden());
    if (!next.delete(name)) next.add(name);
    setHidden(next.size === props.series.length ? new Set<string>() : next);
  }
  return (
    <div class="chart">
      <Show when={props.series.length > 1}>
        <ul class="chart-legend" role="list" aria-label={props.words.legend}>
          <For each={props.series}>
            {({ name, colour }) => (
              <li>
                <button
                  type="button"
                  class="chart-key"
                  aria-pressed={!hidden().has(name)}
                  onClick={() => toggle(name)}
                >
                  <span class="chart-swatch" data-colour={colour} />
                  {name}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Plot {...props} series={shown()} />
    </div>
  );
}

interface Pointed {
  readonly column: number;
  /** Of the column's middle, in pixels from the plot's left side. */
  readonly left: number;
}

const optionsOf = (
  { columns, series, writeShort }: ChartProps,
  place: HTMLElement,
  onPoint: DrawingOptions["onPoint"],
): DrawingOptions => ({
  width: place.clientWidth,
  height: place.clientHeight,
  names: columns.map(({ name }) => name),
  parts: series.map(({ colour, values }) => ({ colour: `--chart-${colour}`, values })),
  write: writeShort,
  onPoint,
});

/** Until the owner is disposed. */
function watchWidth(place: HTMLElement, onChange: () => void): void {
  const watch = new ResizeObserver(onChange);
  watch.observe(place);
  onCleanup(() => watch.disconnect());
}

function loadDrawing(onLoaded: (loaded: typeof draw) => void, onFailed: () => void): void {
  optionalCode.loading += 1;
  void import("./chart-drawing.ts")
    .then((module) => onLoaded(module.draw), onFailed)
    .finally(() => (optionalCode.loading -= 1));
}

function Plot(props: ChartProps): JSX.Element {
  const [canvas, setCanvas] = createSignal<HTMLDivElement>();
  let drawing: Drawing | undefined;
  const [pointed, setPointed] = createSignal<Pointed>();
  const [isBroken, setIsBroken] = createSignal(false);
  const last = (): number => props.columns.length - 1;
  /** What the slider's value is: where the last look at it was. */
  const [column, setColumn] = createSignal(last());

  const [code, setCode] = createSignal<typeof draw>();
  loadDrawing(
    (loaded) => setCode(() => loaded),
    () => setIsBroken(true),
  );

  createEffect(
    on(
      [code, canvas, () => props.columns, () => props.series, () => props.writeShort, isDark],
      () => {
        const drawIt = code();
        const place = canvas();
        if (drawIt === undefined || place === undefined) return;
        setColumn(last());
        setPointed(undefined);
        drawing = drawIt(
          place,
          optionsOf(props, place, (at, left) => {
            setPointed(at === undefined ? undefined : { column: at, left });
            if (at !== undefined) setColumn(at);
          }),
        );
        const { destroy } = drawing;
        onCleanup(destroy);
      },
    ),
  );
  createEffect(() => {
    const place = canvas();
    if (code() !== undefined && place !== undefined)
      watchWidth(place, () => drawing?.resize(place.clientWidth));
  });

  function press(event: KeyboardEvent): void {
    const next = moved(event.key, column(), last());
    if (next === undefined && event.key !== "Escape") return;
    event.preventDefault();
    drawing?.point(next);
  }

  return (
    <Show when={!isBroken()} fallback={<Note kind="warn">{props.words.failed}</Note>}>
      <div
        class="chart-area"
        role="slider"
        tabindex="0"
        aria-label={props.label}
        aria-description={props.words.keys}
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={last() + 1}
        aria-valuenow={column() + 1}
        aria-valuetext={sentenceOf(props, column())}
        onKeyDown={press}
        onFocus={({ currentTarget }) => {
          if (currentTarget.matches(":focus-visible")) drawing?.point(column());
        }}
        onBlur={() => drawing?.point(undefined)}
      >
        <div ref={setCanvas} class="chart-canvas" />
        <Show when={pointed()}>
          {(at) => (
            <Tooltip
              {...props}
              column={at().column}
              left={at().left}
              room={canvas()?.clientWidth ?? 0}
            />
          )}
        </Show>
      </div>
    </Show>
  );
}

/** Where a key leads from a column; undefined: it is no such key. */
function moved(key: string, from: number, last: number): number | undefined {
  if (key === "ArrowLeft" || key === "ArrowDown") return Math.max(0, from - 1);
  if (key === "ArrowRight" || key === "ArrowUp") return Math.min(last, from + 1);
  if (key === "Home") return 0;
  return key === "End" ? last : undefined;
}

const totalOf = (series: readonly ChartSeries[], column: number): number =>
  series.reduce((sum, { values }) => sum + (values[column] ?? 0), 0);

/** A column as it is read out. */
function sentenceOf({ columns, series, write, words }: ChartProps, column: number): string {
  const total = write(totalOf(series, column));
  const parts = series.map(({ name, values }) => `${name} ${write(values[column] ?? 0)}`);
  const said = series.length > 1 ? [`${words.total} ${total}`, ...parts] : [total];
  return `${columns[column]?.longName ?? ""}: ${said.join(", ")}`;
}

/** Pixels between a column's middle and its tooltip. */
const beside = 16;

function Tooltip(props: ChartProps & { column: number; left: number; room: number }): JSX.Element {
  const [box, setBox] = createSignal<HTMLDivElement>();
  createEffect(() => {
    const shown = box();
    if (shown === undefined) return;
    const room = props.room - shown.offsetWidth;
    const right = props.left + beside;
    const left = right <= room ? right : props.left - beside - shown.offsetWidth;
    shown.style.insetInlineStart = `${String(Math.min(Math.max(0, left), Math.max(0, room)))}px`;
  });
  return (
    <div ref={setBox} class="chart-tooltip" aria-hidden="true">
      <strong>{props.columns[props.column]?.longName}</strong>
      <For each={props.series.toReversed()}>
        {({ name, colour, values }) => (
          <span class="chart-tooltip-row">
            <span class="chart-swatch" data-colour={colour} />
            <span>{name}</span>
            <span class="chart-tooltip-value">{props.write(values[props.column] ?? 0)}</span>
          </span>
        )}
      </For>
      <Show when={props.series.length > 1}>
        <span class="chart-tooltip-row">
          <span />
          <span>{props.words.total}</span>
          <span class="chart-tooltip-value">
            {props.write(totalOf(props.series, props.column))}
          </span>
        </span>
      </Show>
    </div>
  );
}
