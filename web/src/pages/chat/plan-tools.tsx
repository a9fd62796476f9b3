// Taking a plan along: as a file, and on a sheet of its own.
import type { Plan } from "@ai-learning/protocol/plan";
import { renderPlan } from "@ai-learning/protocol/plan-render";
import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import { Button } from "../../components/button.tsx";
import { language, t } from "../../i18n/index.ts";
import { saveMarkdown } from "../../state/save-file.ts";
import { plannedHours } from "./plan-view.ts";
import { useRoom } from "./room-context.ts";

export function PlanTools(props: { plan: Plan }): JSX.Element {
  const room = useRoom();
  const [isPrinting, setIsPrinting] = createSignal(false);
  const title = (): string => props.plan.title ?? room.track().title;
  const done = (): void => void setIsPrinting(false);
  addEventListener("afterprint", done);
  onCleanup(() => removeEventListener("afterprint", done));

  function printPlan(): void {
    setIsPrinting(true);
    print();
  }

  return (
    <div class="plan-tools">
      <Button
        variant="quiet"
        size="small"
        icon="arrow-down"
        onClick={() =>
          saveMarkdown(title(), `${renderPlan({ ...props.plan, title: title() }, language())}\n`)
        }
      >
        {t("chatParts").take.plan}
      </Button>
      <Button variant="quiet" size="small" onClick={printPlan}>
        {t("chatParts").take.print}
      </Button>
      <Show when={isPrinting()}>
        <PlanPaper plan={props.plan} title={title()} />
      </Show>
    </div>
  );
}

/** The plan as a document, with everything that the panel keeps closed; seen on paper alone. */
function PlanPaper(props: { plan: Plan; title: string }): JSX.Element {
  return (
    <Portal ref={(made) => made.classList.add("plan-paper")}>
      <h1 dir="auto">{props.title}</h1>
      <Show when={plannedHours(props.plan)}>
        {(hours) => (
          <p>
            {t("chatParts").planned}: {t("chatParts").hours(hours())}
          </p>
        )}
      </Show>
      <For each={props.plan.modules}>
        {(module, index) => (
          <section dir="auto">
            <h2>
              {index() + 1}. {module.title || t("chatParts").untitled}
              <Show when={module.hours}>{(hours) => <> — {t("chatParts").hours(hours())}</>}</Show>
            </h2>
            <Show when={module.summary}>{(summary) => <p>{summary()}</p>}</Show>
            <ul>
              <For each={module.topics}>{(topic) => <li>{topic}</li>}</For>
            </ul>
          </section>
        )}
      </For>
    </Portal>
  );
}
