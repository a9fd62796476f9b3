// The chat's header: name, type, id, connection and model; the track's other chats.
import type { Chat } from "@ai-learning/protocol/chat";
import { A, useNavigate } from "@solidjs/router";
import { createSignal, For, lazy, Show, Suspense, type JSX } from "solid-js";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { t } from "../../i18n/index.ts";
import "./chat-head.css";
import { ModelLine } from "./model-line.tsx";
import { nameOf, typeOf } from "./names.ts";
import { withWords } from "./parts.tsx";
import { useRoom } from "./room-context.ts";

/** Loaded when the first one opens. */
const NameDialog = lazy(() => withWords(import("./name-dialog.tsx")));

export function ChatHead(): JSX.Element {
  const room = useRoom();
  const navigate = useNavigate();
  const [dialog, setDialog] = createSignal<"new" | "rename" | null>(null);
  const name = (): string => nameOf(room, room.chatId());
  const href = (chatId: string): string => `/tracks/${room.track().id}/chat/${chatId}`;

  return (
    <header class="chat-head">
      <A class="chat-track" href={`/tracks/${room.track().id}`}>
        {t("chat").track(room.track().title)}
      </A>
      <div class="chat-title">
        <PageHeading text={name()} title={t("chat").title(name(), room.track().title)} />
        <Button
          variant="quiet"
          size="small"
          icon="edit"
          label={t("chat").rename}
          onClick={() => setDialog("rename")}
        />
      </div>
      <ChatFacts />
      <div class="chat-actions">
        <ChatSelect href={href} />
        <Button size="small" icon="plus" onClick={() => setDialog("new")}>
          {t("chat").newChat}
        </Button>
      </div>
      <Show when={dialog()}>
        <Suspense>
          <NameDialog
            name={dialog() === "rename" ? name() : undefined}
            onClose={() => setDialog(null)}
            onNew={(id) => navigate(href(id))}
          />
        </Suspense>
      </Show>
    </header>
  );
}

/** Type, id, connection and model of the chat. */
function ChatFacts(): JSX.Element {
  const room = useRoom();
  return (
    <div class="chat-facts">
      <Show when={typeOf(room)}>{(type) => <Badge>{t("chat").types[type()]}</Badge>}</Show>
      <span class="chat-id">
        <span class="visually-hidden">{t("chat").id}</span>
        <code>{room.chatId().slice(0, 8)}</code>
        <CopyButton
          text={() => room.chatId()}
          label={t("chat").copyId}
          copiedLabel={t().app.copied}
          failedLabel={t().app.notCopied}
        />
      </span>
      <span class="chat-live" data-state={room.session.live()}>
        {t("chat").live[room.session.live()]}
      </span>
      <ModelLine config={room.model.value()} />
    </div>
  );
}

/** Switches to another chat of the track. */
function ChatSelect(props: { href: (chatId: string) => string }): JSX.Element {
  const room = useRoom();
  const navigate = useNavigate();
  /** The study chats are in their modules. */
  const isHere = (chat: Chat): boolean =>
    chat.chat_type !== "module_learning" || chat.id === room.chatId();
  return (
    <Show when={(room.chats.value()?.length ?? 0) > 1}>
      <select
        class="control chat-select"
        aria-label={t("chat").selector}
        onChange={(event) => navigate(props.href(event.currentTarget.value))}
      >
        <For each={room.chats.value()?.filter(isHere)}>
          {(chat) => (
            <option value={chat.id} selected={chat.id === room.chatId()}>
              {nameOf(room, chat.id)}
            </option>
          )}
        </For>
      </select>
    </Show>
  );
}
