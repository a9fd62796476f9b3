// The footer of a finished answer: model, tokens and time, its error, and how to regenerate it.
import { Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Note } from "../../components/message.tsx";
import { codeText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import type { Message } from "@ai-learning/client/model";
import { useRoom } from "./room-context.ts";
import { MoreAllowance } from "./notices.tsx";
import { When } from "./when.tsx";

interface FactsProps {
  message: Message;
  isBusy: boolean;
  /** Regenerates the answer; undefined where that is not possible. */
  onAgain: (() => void) | undefined;
}

/** Model, tokens and time of an answer. */
export function Facts(props: FactsProps): JSX.Element {
  const isStopped = (): boolean => props.message.status === "stopped";
  return (
    <footer class="answer-facts">
      <Show when={isStopped()}>
        <span class="answer-stopped">{t("chat").stopped}</span>
      </Show>
      <Show when={props.message.model}>{(model) => <span>{model()}</span>}</Show>
      <Show when={props.message.tokens !== null}>
        <span>{t("chat").tokens(props.message.tokens ?? 0)}</span>
      </Show>
      <Show when={props.message.at}>{(at) => <When at={at()} />}</Show>
      <span class="answer-tools">
        <Show when={props.message.text !== ""}>
          <CopyButton
            text={() => props.message.text}
            label={t("chat").copyAnswer}
            copiedLabel={t().app.copied}
            failedLabel={t().app.notCopied}
          />
        </Show>
        <Show when={props.onAgain}>
          {(act) => (
            <Button
              variant="quiet"
              size="small"
              icon="refresh"
              label={isStopped() ? undefined : t("chat").regenerateAnswer}
              busy={props.isBusy}
              onClick={() => act()()}
            >
              {isStopped() ? t("chat").regenerate : undefined}
            </Button>
          )}
        </Show>
      </span>
    </footer>
  );
}

/** The model's length limit ended the answer. */
export const isCutOff = (message: Message): boolean => message.status === "truncated";

interface CutOffProps {
  isBusy: boolean;
  /** Lets the answer go on; undefined where that is not possible. */
  onContinue: (() => void) | undefined;
}

/** Says that the answer was cut, and lets it go on. */
export function CutOff(props: CutOffProps): JSX.Element {
  return (
    <div class="answer-cut-off row">
      <p>{t("chat").cutOff}</p>
      <Show when={props.onContinue}>
        {(act) => (
          <Button size="small" busy={props.isBusy} onClick={() => act()()}>
            {t("chat").continueAnswer}
          </Button>
        )}
      </Show>
    </div>
  );
}

interface FailedProps {
  message: Message;
  isLast: boolean;
  onAgain: () => void;
}

export function Failed(props: FailedProps): JSX.Element {
  const room = useRoom();
  /** Later messages follow it: a retry sends the same text again, as a new message. */
  const isPast = (): boolean => props.message.kind === "text" && !props.isLast;
  return (
    <Note kind="danger">
      <p>
        <strong>{t("chat").failed}.</strong> {codeText(props.message.errorCode ?? "internal_error")}
        <MoreAllowance code={props.message.errorCode} />
      </p>
      <div class="row">
        <Button
          size="small"
          icon="refresh"
          busy={room.requests.current() !== null}
          onClick={() => props.onAgain()}
        >
          {isPast() ? t("chat").again : t().app.retry}
        </Button>
      </div>
    </Note>
  );
}

/** A new answer failed and the previous one was restored, or it could not be continued. A button tries again. */
export function RestoredNote(props: { code: string; isCutOff: boolean }): JSX.Element {
  return (
    <p class="answer-none-newer">
      {props.isCutOff ? t("chat").notContinued : t("chat").restored} {codeText(props.code)}
      <MoreAllowance code={props.code} />
    </p>
  );
}
