// The message form. It works offline: messages then wait in the outbox.
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
import { t } from "../../i18n/index.ts";
import "./composer.css";
import { keepDraft, readDraft } from "../../state/drafts.ts";
import { canSend, FieldHint, MessageField } from "./message-field.tsx";
import { useRoom } from "./room-context.ts";
import { RequestError } from "./notices.tsx";
import { StopButton } from "./stop-button.tsx";

interface ComposerProps {
  isAtEnd: boolean;
  onJump: () => void;
  onSend: (text: string) => void;
  /** Without it there is no plan to finalise here. */
  onFinalize?: (() => void) | undefined;
  placeholder?: string;
  /** Notes above the field. */
  children: JSX.Element;
}

export function Composer(props: ComposerProps): JSX.Element {
  const room = useRoom();
  let form: HTMLFormElement | undefined;
  let field: HTMLTextAreaElement | undefined;
  const id = createUniqueId();
  const [text, setText] = createSignal("");

  createEffect(on(room.chatId, (chatId) => setText(readDraft(chatId))));
  createEffect(on(text, (value) => keepDraft(room.chatId(), value), { defer: true }));

  function send(): void {
    if (!canSend(text())) return;
    props.onSend(text());
    setText("");
    field?.focus();
  }

  // A focused element must not be hidden behind the composer.
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
          {t("chat").jump}
        </Button>
      </Show>
      {props.children}
      <RequestError error={room.requests.error()} />
      <label class="visually-hidden" for={id}>
        {t("chat").message}
      </label>
      <MessageField
        id={id}
        ref={(made) => (field = made)}
        placeholder={
          props.placeholder ??
          (room.isPrimary() ? t("chat").placeholder : t("chat").placeholderAside)
        }
        value={text()}
        onInput={setText}
        onSend={send}
      />
      <div class="composer-foot">
        <Show when={props.onFinalize}>
          {(finalize) => <FinalizeButton onFinalize={finalize()} />}
        </Show>
        <FieldHint id={id} value={text()} text={t("chat").hint} />
        <StopButton onGone={() => field?.focus()} />
        <button type="submit" data-button="primary" disabled={!canSend(text())}>
          <Icon name="send" />
          <span class="composer-action-text">{t("chat").send}</span>
        </button>
      </div>
    </form>
  );
}

function FinalizeButton(props: { onFinalize: () => void }): JSX.Element {
  const room = useRoom();
  const isMaking = (): boolean =>
    room.unfinished()?.kind === "finalization" || room.requests.current() === "modules";
  /** There is a plan to finalise, here or in the primary chat. */
  const hasPlan = (): boolean =>
    !room.isPrimary() || room.messages().some((one) => one.sender === "ai");
  return (
    <Show when={hasPlan()}>
      <Button
        class="composer-finalize"
        icon="layers"
        busy={isMaking()}
        onClick={() => props.onFinalize()}
      >
        {t("chat").finalize}
      </Button>
    </Show>
  );
}
