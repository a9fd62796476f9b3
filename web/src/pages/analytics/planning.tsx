// How planning chats went: how long they are, how many end in a course, who comes back.
import type { Planning as Answer } from "@ai-learning/protocol/analytics";
import type { JSX } from "solid-js";
import { Figures, type Figure } from "../../components/figures.tsx";
import { count, percent, tenths } from "./format.ts";
import { Part } from "./part.tsx";
import { figureWords } from "./words.ts";

type Spread = Answer["messages_to_finalization"];

/** Of one dialogue its figure says all; of more, how far they lie apart is said too. */
function spreadOf(name: string, spread: Spread, dialogues: number): Figure {
  const { typical } = figureWords().planning;
  if (spread === null) return { name, value: "—" };
  return {
    name,
    value: tenths(spread.mean),
    notes: dialogues > 1 ? [typical(tenths(spread.p50), tenths(spread.p95))] : [],
  };
}

function figuresOf(plans: Answer): Figure[] {
  const words = figureWords().planning;
  return [
    { name: words.dialogues, value: count(plans.dialogues) },
    {
      name: words.finalized,
      value: count(plans.finalized),
      notes: plans.share_finalized === null ? [] : [percent(plans.share_finalized)],
    },
    { name: words.unfinished, value: count(plans.unfinished) },
    spreadOf(words.messages, plans.messages_to_finalization, plans.finalized),
    spreadOf(words.minutes, plans.minutes_to_finalization, plans.finalized),
    {
      name: words.returned,
      value: count(plans.returned),
      notes: plans.returns > 0 ? [words.returns(plans.returns)] : [],
    },
  ];
}

export function Planning(props: { planning: Answer }): JSX.Element {
  const words = () => figureWords().planning;
  const figures = () => figuresOf(props.planning);
  return (
    <Part
      title={words().title}
      lead={props.planning.scope === "mine" ? words().mine : words().all}
      csv={{ route: "analyticsPlanning" }}
      table={{
        columns: [figureWords().table.figure, figureWords().table.value],
        rows: figures().map(({ name, value, notes = [] }) => [name, [value, ...notes].join(" · ")]),
      }}
      empty={props.planning.dialogues === 0 ? words().empty : undefined}
    >
      <Figures of={figures()} />
    </Part>
  );
}
