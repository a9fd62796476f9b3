// A plan that the learner changed by hand, as a message of the chat: what it comes to, not its Markdown.
import { readPlan } from "@ai-learning/protocol/plan";
import { createMemo, For, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { t } from "../../i18n/index.ts";
import type { Message } from "@ai-learning/client/model";
import { setAsked, shownIn } from "./plan-link.ts";
import "./plan-message.css";
import { plannedHours } from "./plan-view.ts";

export function PlanMessage(props: { message: Message }): JSX.Element {
  const plan = createMemo(() => readPlan(props.message.text));
  const words = () => t("chatParts");
  return (
    <div class="plan-message">
      <p class="plan-message-title">
        <Icon name="edit" size={16} />
        {words().edit.changed}
      </p>
      <Show when={plan()} fallback={<p dir="auto">{props.message.text}</p>}>
        {(now) => (
          <details>
            <summary>{words().made(now().modules.length, plannedHours(now()) ?? 0)}</summary>
            <ol role="list">
              <For each={now().modules}>
                {(module, at) => (
                  <li dir="auto">
                    {at() + 1}. {module.title} <bdi>({words().hours(module.hours ?? 0)})</bdi>
                  </li>
                )}
              </For>
            </ol>
          </details>
        )}
      </Show>
      <Show when={shownIn() === props.message.id}>
        <Button size="small" icon="list" onClick={() => setAsked((times) => times + 1)}>
          {words().edit.show}
        </Button>
      </Show>
    </div>
  );
}
