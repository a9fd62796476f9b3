// What a learner has used, and how quickly the mentor answered.
import type { Usage } from "@ai-learning/protocol/user";
import type { JSX } from "solid-js";
import { call } from "../../api.ts";
import { callLater } from "../../later-api.ts";
import { Meter } from "../../components/meter.tsx";
import { formatDateTime } from "../../i18n/format.ts";
import { leftPart, lowPart } from "../../state/usage.ts";
import { queryOf, type Shown } from "./context.ts";
import { FiguresPage } from "./figures-page.tsx";
import { count } from "./format.ts";
import { Planning } from "./planning.tsx";
import { Times } from "./times.tsx";
import { Totals } from "./totals.tsx";
import { UsageBy } from "./usage-by.tsx";
import { UsageByDay } from "./usage-by-day.tsx";
import { figureWords } from "./words.ts";

async function load(shown: Shown, signal: AbortSignal) {
  const query = queryOf(shown);
  const usageBy = (by: "day" | "track" | "stage" | "model") =>
    callLater("analyticsUsage", { query: { ...query, by }, signal });
  const [allowance, day, track, stage, model, times, planning] = await Promise.all([
    call("usage", { signal }),
    usageBy("day"),
    usageBy("track"),
    usageBy("stage"),
    usageBy("model"),
    callLater("analyticsResponseTimes", { query, signal }),
    callLater("analyticsPlanning", { query, signal }),
  ]);
  return { allowance, day, track, stage, model, times, planning };
}

export function UsagePage(): JSX.Element {
  return (
    <FiguresPage
      words={figureWords().usage}
      scope="mine"
      load={load}
      head={({ allowance }) => <Allowance usage={allowance} />}
    >
      {(figures) => (
        <>
          <Totals scope="mine" sums={figures().day.total} />
          <UsageByDay usage={figures().day} />
          <div class="analytics-grid" data-columns="3">
            <UsageBy by="track" usage={figures().track} colour="1" />
            <UsageBy by="stage" usage={figures().stage} colour="2" />
            <UsageBy by="model" usage={figures().model} colour="4" />
          </div>
          <Times times={figures().times} />
          <Planning planning={figures().planning} />
        </>
      )}
    </FiguresPage>
  );
}

function Allowance(props: { usage: Usage }): JSX.Element {
  const words = () => figureWords().allowance;
  const left = (): string => words().left(count(props.usage.left), count(props.usage.limit));
  return (
    <section class="analytics-part" aria-labelledby="allowance-title">
      <h2 id="allowance-title">{words().title}</h2>
      <p>
        <strong>{left()}</strong>
      </p>
      <Meter value={leftPart(props.usage)} low={lowPart} label={words().title} text={left()} />
      <p class="soft small">{words().renews(formatDateTime(props.usage.renews_at))}</p>
    </section>
  );
}
