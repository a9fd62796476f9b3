// A message of the learner, and its status.
import { createSignal, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { t } from "../../i18n/index.ts";
import type { Message } from "@ai-learning/client/model";
import { loadPlan } from "./load-plan.ts";
import { optional } from "./parts.tsx";
import { QuestionEditor } from "./question-editor.tsx";
import "./question.css";
import { useRoom } from "./room-context.ts";
import { UnsentStatus } from "./unsent-question.tsx";
import { When } from "./when.tsx";
import { Written } from "./written.tsx";

/** It comes with the plan beside the chat. */
const PlanMessage = optional(async () => ({ default: (await loadPlan()).PlanMessage }));

export function Question(props: { message: Message }): JSX.Element {
  const room = useRoom();
  let pencil: HTMLButtonElement | undefined;
  const [isEditing, setIsEditing] = createSignal(false);
  /** An edit of it that is not stored yet. */
  const edit = () => room.editOf(props.message.id);
  const text = (): string => edit()?.text ?? props.message.text;
  const answer = () => room.messages().find((one) => one.replyTo === props.message.id);
  /** Stored, and its answer has not started. */
  const isAccepted = (): boolean => answer()?.status === "pending";
  /** Only the last turn can be edited. */
  const canEdit = (): boolean =>
    props.message.kind === "text" && answer() !== undefined && answer() === room.last();
  const state = (): string => {
    const one = edit();
    if (one !== undefined) return one.refused === null ? "waiting" : "refused";
    return isAccepted() ? "accepted" : "answered";
  };

  function close(): void {
    setIsEditing(false);
    pencil?.focus();
  }

  return (
    <article class="question" data-state={state()} data-edit-id={edit()?.id}>
      <h2 class="visually-hidden">{t("chat").you}</h2>
      <Show
        when={isEditing()}
        fallback={
          <>
            <Show when={props.message.kind === "plan"} fallback={<Written text={text()} />}>
              <PlanMessage message={props.message} />
            </Show>
            <div class="question-foot">
              <Show when={canEdit()}>
                <Button
                  class="question-edit"
                  variant="quiet"
                  size="small"
                  icon="edit"
                  label={t("chat").editMessage}
                  ref={(made: HTMLButtonElement) => (pencil = made)}
                  onClick={() => setIsEditing(true)}
                />
              </Show>
              <Show
                when={edit()}
                fallback={<StoredStatus at={props.message.at} isAccepted={isAccepted()} />}
              >
                {(one) => <UnsentStatus message={one()} />}
              </Show>
            </div>
          </>
        }
      >
        <QuestionEditor
          id={props.message.id}
          text={text()}
          onSave={(written) => room.edit(props.message, written)}
          onClose={close}
        />
      </Show>
    </article>
  );
}

function StoredStatus(props: { at: string | null; isAccepted: boolean }): JSX.Element {
  return (
    <p class="question-state">
      <Show when={props.isAccepted}>
        <Icon name="check" size={14} />
        {t("chat").accepted}
      </Show>
      <Show when={props.at}>{(at) => <When at={at()} />}</Show>
    </p>
  );
}
