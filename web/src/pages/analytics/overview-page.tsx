// Everybody's figures, for admins. Anybody else gets what an address gets at which there is nothing.
import { createSignal, lazy, Match, onMount, Switch, type JSX } from "solid-js";
import { callLater } from "../../later-api.ts";
import { Skeleton } from "../../components/spinner.tsx";
import { t } from "../../i18n/index.ts";
import { Failure } from "../../layout/failure.tsx";
import { loadUser, user } from "../../state/current-user.ts";
import { queryOf, type Shown } from "./context.ts";
import { FiguresPage } from "./figures-page.tsx";
import { Funnel } from "./funnel.tsx";
import { Planning } from "./planning.tsx";
import { Times } from "./times.tsx";
import { Totals } from "./totals.tsx";
import { UsageBy } from "./usage-by.tsx";
import { UsageByDay } from "./usage-by-day.tsx";
import { figureWords } from "./words.ts";

const NotFoundPage = lazy(() => import("../not-found-page.tsx"));

async function load(shown: Shown, signal: AbortSignal) {
  const query = queryOf(shown);
  const usageBy = (by: "day" | "stage" | "operation" | "model" | "chat_type") =>
    callLater("analyticsUsage", { query: { ...query, by }, signal });
  const [day, stage, operation, model, chatType, times, planning, funnel] = await Promise.all([
    usageBy("day"),
    usageBy("stage"),
    usageBy("operation"),
    usageBy("model"),
    usageBy("chat_type"),
    callLater("analyticsResponseTimes", { query, signal }),
    callLater("analyticsPlanning", { query, signal }),
    callLater("analyticsFunnel", { query, signal }),
  ]);
  return { day, stage, operation, model, chatType, times, planning, funnel };
}

export function OverviewPage(): JSX.Element {
  const [error, setError] = createSignal<unknown>();
  const ask = (): void => {
    setError(undefined);
    loadUser().catch(setError);
  };
  onMount(() => {
    if (user() === undefined) ask();
  });
  return (
    <Switch
      fallback={
        <div class="page">
          <Skeleton lines={8} label={t().app.loading} />
        </div>
      }
    >
      <Match when={user()?.role === "admin"}>
        <Figures />
      </Match>
      <Match when={user() !== undefined}>
        <NotFoundPage />
      </Match>
      <Match when={error()}>
        <div class="page">
          <Failure title={t().app.failed} error={error()} onRetry={ask} />
        </div>
      </Match>
    </Switch>
  );
}

function Figures(): JSX.Element {
  return (
    <FiguresPage words={figureWords().overview} scope="all" load={load}>
      {(figures) => (
        <>
          <Totals scope="all" sums={figures().day.total} />
          <UsageByDay usage={figures().day} />
          <div class="analytics-grid">
            <UsageBy by="stage" usage={figures().stage} colour="1" />
            <UsageBy by="operation" usage={figures().operation} colour="2" />
            <UsageBy by="model" usage={figures().model} colour="4" />
            <UsageBy by="chat_type" usage={figures().chatType} colour="3" />
            <Funnel funnel={figures().funnel} />
            <Planning planning={figures().planning} />
          </div>
          <Times times={figures().times} />
        </>
      )}
    </FiguresPage>
  );
}
