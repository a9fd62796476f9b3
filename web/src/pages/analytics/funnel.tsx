// How far tracks come from their first plan.
import type { Funnel as Answer } from "@ai-learning/protocol/analytics";
import type { JSX } from "solid-js";
import { BarList } from "../../components/bar-list.tsx";
import { count, percent } from "./format.ts";
import { Part } from "./part.tsx";
import { figureWords } from "./words.ts";

export function Funnel(props: { funnel: Answer }): JSX.Element {
  const words = () => figureWords().funnel;
  const share = (part: number | null): string => (part === null ? "—" : percent(part));
  return (
    <Part
      title={words().title}
      lead={words().lead}
      csv={{ route: "analyticsFunnel" }}
      table={{
        columns: [figureWords().table.step, figureWords().table.tracks, figureWords().table.share],
        rows: props.funnel.steps.map(({ step, tracks, share: part }) => [
          words().steps[step],
          count(tracks),
          share(part),
        ]),
      }}
      empty={(props.funnel.steps[0]?.tracks ?? 0) === 0 ? words().empty : undefined}
    >
      <BarList
        bars={props.funnel.steps.map(({ step, tracks, share: part }) => ({
          name: words().steps[step],
          text: `${words().tracks(tracks)} · ${share(part)}`,
          part: part ?? 0,
        }))}
      />
    </Part>
  );
}
