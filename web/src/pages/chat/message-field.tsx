// The field of a message: it grows with its text, sends on Enter and counts the remaining characters.
import { t } from "../../i18n/index.ts";
import { limits } from "@ai-learning/protocol/limits";
import { createEffect, on, Show, type JSX } from "solid-js";
import "./message-field.css";

interface MessageFieldProps {
  id: string;
  value: string;
  placeholder?: string | undefined;
  onInput: (text: string) => void;
  onSend: () => void;
  onCancel?: (() => void) | undefined;
  ref?: ((made: HTMLTextAreaElement) => void) | undefined;
}

/** Remaining characters from which the counter is shown. */
const nearLimit = 1_000;

const touch = matchMedia("(pointer: coarse)");

const left = (text: string): number => limits.messageChars - text.length;

/** True for a text the server accepts: not empty and not too long. */
export const canSend = (text: string): boolean => text.trim() !== "" && left(text) >= 0;

export function MessageField(props: MessageFieldProps): JSX.Element {
  let field: HTMLTextAreaElement | undefined;

  function fit(): void {
    if (field === undefined) return;
    field.style.blockSize = "auto";
    field.style.blockSize = `${String(field.scrollHeight + field.offsetHeight - field.clientHeight)}px`;
  }
  createEffect(on(() => props.value, fit));

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape" && props.onCancel) {
      event.preventDefault();
      props.onCancel();
    }
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    if (touch.matches && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    props.onSend();
  }

  return (
    <textarea
      id={props.id}
      ref={(made) => {
        field = made;
        props.ref?.(made);
      }}
      class="control message-field"
      rows={1}
      placeholder={props.placeholder}
      aria-describedby={`${props.id}-hint`}
      aria-invalid={left(props.value) < 0 ? "true" : undefined}
      enterkeyhint={touch.matches ? "enter" : "send"}
      value={props.value}
      onInput={(event) => props.onInput(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

/** What the keys do; near the limit, the remaining characters. */
export function FieldHint(props: { id: string; value: string; text: string }): JSX.Element {
  return (
    <p class="message-hint" id={`${props.id}-hint`}>
      <Show
        when={left(props.value) <= nearLimit}
        fallback={touch.matches ? t("chat").touchHint : props.text}
      >
        <span data-left={left(props.value) < 0 ? "over" : "few"}>
          {left(props.value) < 0
            ? t("chat").over(-left(props.value))
            : t("chat").left(left(props.value))}
        </span>
      </Show>
    </p>
  );
}
