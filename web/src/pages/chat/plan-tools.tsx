// Taking a plan along: as a file, and on a sheet of its own.
import type { Plan } from "@ai-learning/protocol/plan";
import { renderPlan } from "@ai-learning/protocol/plan-render";
import { createSignal, For, onCleanup, Show, type Accessor, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import { Button } from "../../components/button.tsx";
import { language, t } from "../../i18n/index.ts";
import { saveMarkdown } from "../../state/save-file.ts";
import { plannedHours } from "./plan-view.ts";
import { useRoom } from "./room-context.ts";

export function PlanTools(props: { plan: Plan; onPrint: () => void }): JSX.Element {
  const room = useRoom();

  function save(): void {
    const title = props.plan.title ?? room.track().title;
    saveMarkdown(title, `${renderPlan({ ...props.plan, title }, language())}\n`);
  }

  return (
    <div class="plan-tools">
      <Button variant="quiet" size="small" icon="arrow-down" onClick={save}>
        {t("chatParts").take.plan}
      </Button>
      <Button variant="quiet" size="small" onClick={() => props.onPrint()}>
        {t("chatParts").take.print}
      </Button>
    </div>
  );
}

/**
 * A plan on the way to the printer: undefined at other times. Kept outside the panel, which on the width of paper is another one.
 */
export function createPrinting(): readonly [Accessor<Plan | undefined>, (plan: Plan) => void] {
  const [plan, setPlan] = createSignal<Plan>();
  const done = (): void => setPlan();
  addEventListener("afterprint", done);
  onCleanup(() => removeEventListener("afterprint", done));
  return [
    plan,
    (next) => {
      setPlan(next);
      print();
    },
  ];
}

/** The plan as a document, with everything that the panel keeps closed; seen on paper alone. */
export function PlanPaper(props: { plan: Plan }): JSX.Element {
  const room = useRoom();
  return (
    <Portal ref={(made) => made.classList.add("plan-paper")}>
      <h1 dir="auto">{props.plan.title ?? room.track().title}</h1>
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
