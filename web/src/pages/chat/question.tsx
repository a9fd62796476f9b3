// What the learner said, and how far it has come.
import { Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { codeText } from "../../i18n/errors.ts";
import type { Message } from "../../state/model.ts";
import type { Unsent } from "../../state/outbox-store.ts";
import "./question.css";
import type { Room } from "./room.ts";
import { MoreAllowance } from "./states.tsx";
import { When } from "./when.tsx";
import { say } from "./words.ts";

export function Question(props: { message: Message; room: Room }): JSX.Element {
  /** The mentor has it and has not begun. */
  const isAccepted = (): boolean => {
    const answer = props.room.messages().find((one) => one.replyTo === props.message.id);
    return answer?.status === "pending";
  };
  return (
    <article class="question" data-state={isAccepted() ? "accepted" : "answered"}>
      <h2 class="visually-hidden">{say().you}</h2>
      <p class="question-text">{props.message.text}</p>
      <p class="question-state">
        <Show when={isAccepted()}>
          <Icon name="check" size={14} />
          {say().accepted}
        </Show>
        <Show when={props.message.at}>{(at) => <When at={at()} />}</Show>
      </p>
    </article>
  );
}

export function UnsentQuestion(props: { message: Unsent; room: Room }): JSX.Element {
  const outbox = () => props.room.session.outbox;
  const isOnItsWay = (): boolean =>
    outbox().sending() === props.message.id ||
    ["open", "blocked"].includes(props.room.session.live());
  return (
    <article
      class="question"
      data-state={props.message.refused === null ? "waiting" : "refused"}
      data-client-id={props.message.id}
    >
      <h2 class="visually-hidden">{say().you}</h2>
      <p class="question-text">{props.message.text}</p>
      <Show
        when={props.message.refused}
        fallback={
          <p class="question-state">
            <Icon name="clock" size={14} />
            {isOnItsWay() ? say().sending : say().waiting}
          </p>
        }
      >
        {(code) => (
          <div class="question-refused" role="alert">
            <p>
              <Icon name="warning" size={16} /> {say().notSent}. {codeText(code())}
              <MoreAllowance code={code()} />
            </p>
            <div class="row">
              <Button
                size="small"
                icon="refresh"
                onClick={() => void outbox().again(props.message.id)}
              >
                {say().again}
              </Button>
              <Button
                size="small"
                variant="quiet"
                icon="trash"
                onClick={() => void outbox().remove(props.message.id)}
              >
                {say().remove}
              </Button>
            </div>
          </div>
        )}
      </Show>
    </article>
  );
}
