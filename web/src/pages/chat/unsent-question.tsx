// A message that the server has not accepted yet: its status, and actions when it was refused.
import { Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { codeText } from "../../i18n/errors.ts";
import type { Unsent } from "@ai-learning/client/unsent";
import { t } from "../../i18n/index.ts";
import "./question.css";
import type { Room } from "./room.ts";
import { useRoom } from "./room-context.ts";
import { MoreAllowance } from "./notices.tsx";
import { Written } from "./written.tsx";

export function UnsentQuestion(props: { message: Unsent }): JSX.Element {
  return (
    <article
      class="question"
      data-state={props.message.refused === null ? "waiting" : "refused"}
      data-client-id={props.message.id}
    >
      <h2 class="visually-hidden">{t("chat").you}</h2>
      <Written text={props.message.text} />
      <UnsentStatus {...props} />
    </article>
  );
}

export function UnsentStatus(props: { message: Unsent }): JSX.Element {
  const room = useRoom();
  const { outbox } = room.session;
  const where = (): string => {
    const isOnItsWay =
      outbox.sending() === props.message.id || ["open", "blocked"].includes(room.session.live());
    if (!isOnItsWay) return t("chat").waiting;
    const isHeld = ["too_many_turns", "too_many_requests"].includes(outbox.held() ?? "");
    return isHeld ? t("chat").queued : t("chat").sending;
  };
  return (
    <Show
      when={props.message.refused}
      fallback={
        <p class="question-state">
          <Icon name="clock" size={14} />
          {where()}
        </p>
      }
    >
      {(code) => (
        <div class="question-refused" role="alert">
          <p>
            <Icon name="warning" size={16} /> {t("chat").notSent}. {codeText(code())}
            <MoreAllowance code={code()} />
          </p>
          <div class="row">
            <Show
              when={code() === "turn_not_repeatable"}
              fallback={
                <Button size="small" icon="refresh" onClick={() => outbox.again(props.message.id)}>
                  {t("chat").again}
                </Button>
              }
            >
              <Button size="small" icon="send" onClick={() => sendAsNew(room, props.message)}>
                {t("chat").sendAsNew}
              </Button>
            </Show>
            <Button
              size="small"
              variant="quiet"
              icon="trash"
              onClick={() => outbox.remove(props.message.id)}
            >
              {t("chat").discard}
            </Button>
          </div>
        </div>
      )}
    </Show>
  );
}

/** For an edit that came too late: its text is sent as a new message. */
function sendAsNew(room: Room, { id, text }: Unsent): void {
  room.session.outbox.remove(id);
  room.send(text);
}
