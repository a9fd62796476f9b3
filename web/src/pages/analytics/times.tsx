// How long answers take: until their first text, and until they are whole.
import type { ResponseTimes, ResponseTimesRow } from "@ai-learning/protocol/analytics";
import { For, type JSX } from "solid-js";
import { BarList, type Bar } from "../../components/bar-list.tsx";
import type { TableContents } from "../../components/data-table.tsx";
import { count, duration } from "./format.ts";
import { operationName } from "./names.ts";
import { Part } from "./part.tsx";
import { figureWords } from "./words.ts";

type Ms = number | null;

const written = (ms: Ms): string => (ms === null ? figureWords().times.none : duration(ms));

function tableOf(rows: readonly ResponseTimesRow[]): TableContents {
  const words = figureWords().table;
  return {
    columns: [
      words.operation,
      words.model,
      words.answers,
      words.firstHalf,
      words.firstMost,
      words.wholeHalf,
      words.wholeMost,
    ],
    rows: rows.map((row) => [
      operationName(row.operation),
      row.model,
      count(row.calls),
      written(row.first_token_p50_ms),
      written(row.first_token_p95_ms),
      written(row.answer_p50_ms),
      written(row.answer_p95_ms),
    ]),
  };
}

/** `longest`: what a whole bar stands for, in milliseconds. */
function barOf(name: string, half: Ms, most: Ms, longest: number): Bar {
  const words = figureWords().times;
  return {
    name,
    text: half === null || most === null ? words.none : words.both(duration(half), duration(most)),
    part: (most ?? 0) / longest,
    half: (half ?? 0) / longest,
  };
}

export function Times(props: { times: ResponseTimes }): JSX.Element {
  const words = () => figureWords().times;
  const rows = () => props.times.rows.toSorted((a, b) => b.calls - a.calls);
  const longest = (): number =>
    Math.max(1, ...rows().map((row) => row.answer_p95_ms ?? row.first_token_p95_ms ?? 0));
  return (
    <Part
      title={words().title}
      lead={words().lead}
      csv={{ route: "analyticsResponseTimes" }}
      table={tableOf(rows())}
      empty={rows().length === 0 ? words().empty : undefined}
    >
      <p class="row small soft" aria-hidden="true">
        <span class="analytics-key">
          <span class="chart-swatch" data-colour="1" />
          {words().half}
        </span>
        <span class="analytics-key">
          <span class="chart-swatch" data-colour="3" />
          {words().most}
        </span>
      </p>
      <ul class="analytics-times" role="list">
        <For each={rows()}>{(row) => <Time row={row} longest={longest()} />}</For>
      </ul>
    </Part>
  );
}

function Time(props: { row: ResponseTimesRow; longest: number }): JSX.Element {
  const words = () => figureWords().times;
  const bars = (): Bar[] => {
    const { row, longest } = props;
    return [
      barOf(words().first, row.first_token_p50_ms, row.first_token_p95_ms, longest),
      barOf(words().whole, row.answer_p50_ms, row.answer_p95_ms, longest),
    ];
  };
  return (
    <li class="analytics-time">
      <h3>{operationName(props.row.operation)}</h3>
      <p class="soft small" dir="auto">
        {words().of(props.row.model, words().calls(props.row.calls))}
      </p>
      <BarList bars={bars()} label={operationName(props.row.operation)} />
    </li>
  );
}
