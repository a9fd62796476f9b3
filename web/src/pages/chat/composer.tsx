// Where the learner writes. It works offline: what is sent then waits in the outbox.
import { limits } from "@ai-learning/protocol/limits";
import {
  createEffect,
  createSignal,
  createUniqueId,
  on,
  onCleanup,
  onMount,
  Show,
  type JSX,
} from "solid-js";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import "./composer.css";
import { keepDraft, readDraft } from "./drafts.ts";
import type { Room } from "./room.ts";
import { AskTrouble } from "./states.tsx";
import { say } from "./words.ts";

interface ComposerProps {
  room: Room;
  isAtEnd: boolean;
  onJump: () => void;
  onSend: (text: string) => void;
  onFinalize: () => void;
  /** Notes above the field. */
  children: JSX.Element;
}

/** The counter appears when so many characters are left. */
const nearLimit = 1_000;

export function Composer(props: ComposerProps): JSX.Element {
  let form: HTMLFormElement | undefined;
  let field: HTMLTextAreaElement | undefined;
  const id = createUniqueId();
  const touch = matchMedia("(pointer: coarse)");
  const [text, setText] = createSignal("");
  const left = (): number => limits.messageChars - text().length;
  const canSend = (): boolean => text().trim() !== "" && left() >= 0;

  function fit(): void {
    if (field === undefined) return;
    field.style.blockSize = "auto";
    field.style.blockSize = `${String(field.scrollHeight + field.offsetHeight - field.clientHeight)}px`;
  }

  function write(value: string): void {
    setText(value);
    queueMicrotask(fit);
  }

  createEffect(on(props.room.chatId, (chatId) => write(readDraft(chatId))));
  createEffect(on(text, (value) => keepDraft(props.room.chatId(), value), { defer: true }));

  function send(): void {
    if (!canSend()) return;
    props.onSend(text());
    write("");
    field?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || event.altKey) return;
    if (touch.matches && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    send();
  }

  // What has the focus must not be hidden behind the composer.
  const sizes = new ResizeObserver(() => {
    const height = form?.offsetHeight ?? 0;
    document.documentElement.style.scrollPaddingBlockEnd = `${String(height + 16)}px`;
  });
  onMount(() => form && sizes.observe(form));
  onCleanup(() => {
    sizes.disconnect();
    document.documentElement.style.scrollPaddingBlockEnd = "";
  });

  return (
    <form
      class="composer"
      ref={(made) => (form = made)}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Show when={!props.isAtEnd}>
        <Button class="composer-jump" size="small" icon="arrow-down" onClick={() => props.onJump()}>
          {say().jump}
        </Button>
      </Show>
      {props.children}
      <AskTrouble error={props.room.askError()} />
      <label class="visually-hidden" for={id}>
        {say().message}
      </label>
      <textarea
        id={id}
        ref={(made) => (field = made)}
        class="control composer-field"
        rows={1}
        placeholder={props.room.isPrimary() ? say().placeholder : say().placeholderAside}
        aria-describedby={`${id}-hint`}
        aria-invalid={left() < 0 ? "true" : undefined}
        enterkeyhint={touch.matches ? "enter" : "send"}
        value={text()}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="composer-foot">
        <FinalizeButton room={props.room} onFinalize={props.onFinalize} />
        <p class="composer-hint" id={`${id}-hint`}>
          <Show when={left() <= nearLimit} fallback={touch.matches ? say().touchHint : say().hint}>
            <span data-left={left() < 0 ? "over" : "few"}>
              {left() < 0 ? say().over(-left()) : say().left(left())}
            </span>
          </Show>
        </p>
        <button type="submit" data-button="primary" disabled={!canSend()}>
          <Icon name="send" />
          <span class="composer-send-text">{say().send}</span>
        </button>
      </div>
    </form>
  );
}

function FinalizeButton(props: { room: Room; onFinalize: () => void }): JSX.Element {
  const isMaking = (): boolean =>
    props.room.unfinished()?.kind === "finalization" || props.room.isAsking();
  /** There is something to finalise, or a chat beside the one where it is. */
  const hasPlan = (): boolean =>
    !props.room.isPrimary() || props.room.messages().some((one) => one.sender === "ai");
  return (
    <Show when={hasPlan()}>
      <Button icon="layers" busy={isMaking()} onClick={() => props.onFinalize()}>
        {say().finalize}
      </Button>
    </Show>
  );
}
