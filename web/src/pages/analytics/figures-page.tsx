// What both pages of figures have in common: the days they show, and what they show while figures are on their way,
// away, or none.
import type { Scope, UsageAnswer } from "@ai-learning/protocol/analytics";
import { useLocation, useNavigate } from "@solidjs/router";
import { createMemo, Match, Show, Switch, type JSX } from "solid-js";
import { LinkButton } from "../../components/button.tsx";
import { EmptyState } from "../../components/message.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { t } from "../../i18n/index.ts";
import { Failure } from "../../layout/failure.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { prepareOffline } from "../../offline/offline.ts";
import { keepFresh } from "../../state/changes.ts";
import { createLoad } from "../../state/load.ts";
import "./analytics.css";
import { ShownContext, type Shown } from "./context.ts";
import { RangePicker } from "./range-picker.tsx";
import { browserZone, dayIn, rangeOf, searchOf } from "./range.ts";
import { figureWords } from "./words.ts";

interface FiguresPageProps<F> {
  words: { readonly title: string; readonly lead: string; readonly failed: string };
  scope: Scope;
  load: (shown: Shown, signal: AbortSignal) => Promise<F>;
  /** What is there before any figures: it does not depend on the days that are shown. */
  head?: ((figures: F) => JSX.Element) | undefined;
  children: (figures: () => F) => JSX.Element;
}

export function FiguresPage<F extends { readonly day: UsageAnswer }>(
  props: FiguresPageProps<F>,
): JSX.Element {
  prepareOffline();
  const location = useLocation();
  const navigate = useNavigate();
  const timeZone = browserZone();
  const shown = createMemo((): Shown => {
    const range = rangeOf(location.search, dayIn(timeZone));
    return { scope: props.scope, range, timeZone };
  });
  const load = createLoad(shown, (now, signal) => props.load(now, signal));
  keepFresh(load);
  /** What is shown of other days stays until the figures of these are there. */
  const figures = createMemo<F | undefined>((before) => {
    const now = load.now();
    return now.state === "failed" ? now.value : (now.value ?? before);
  });
  const failed = () => {
    const now = load.now();
    return now.state === "failed" && now.value === undefined ? now : undefined;
  };
  const isUpdating = (): boolean => load.value() === undefined && figures() !== undefined;

  return (
    <div class="page analytics">
      <div class="analytics-head">
        <PageHeading text={props.words.title} />
        <p class="soft analytics-lead">{props.words.lead}</p>
      </div>
      <RangePicker
        range={shown().range}
        today={dayIn(timeZone)}
        timeZone={timeZone}
        isUpdating={isUpdating()}
        onChange={(range) =>
          navigate(location.pathname + searchOf(range), { replace: true, scroll: false })
        }
      />
      <ShownContext.Provider value={shown}>
        <Switch fallback={<Skeleton lines={8} label={t().app.loading} />}>
          <Match when={failed()}>
            {(now) => (
              <Failure title={props.words.failed} error={now().error} onRetry={load.retry} />
            )}
          </Match>
          <Match when={figures()}>
            {(all) => (
              <div class="analytics-parts" aria-busy={isUpdating()}>
                {props.head?.(all())}
                <Show when={all().day.total.calls > 0} fallback={<Nothing />}>
                  {props.children(all)}
                </Show>
              </div>
            )}
          </Match>
        </Switch>
      </ShownContext.Provider>
    </div>
  );
}

function Nothing(): JSX.Element {
  const words = () => figureWords().none;
  return (
    <EmptyState icon="layers" title={words().title} text={words().text}>
      <LinkButton href="/tracks">{words().action}</LinkButton>
    </EmptyState>
  );
}
