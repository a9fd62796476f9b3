// A module's study chat, for the pages of a module and of a lesson: beside the text on a wide screen, in a sheet on others.
// A lesson's text is a message of it: the page reads that from the same session.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import type { Track } from "@ai-learning/protocol/track";
import { isUnfinished, type Message } from "@ai-learning/client/model";
import { fromHistory } from "@ai-learning/client/message";
import type { Studied } from "@ai-learning/client/unsent";
import { createEffect, For, on, Show, type Accessor, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Chip } from "../../components/chip.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { t } from "../../i18n/index.ts";
import { keepChat } from "../../offline/keep-chat.ts";
import { Allowance } from "./allowance.tsx";
import { announceAnswers } from "./announce-answers.ts";
import { Composer } from "./composer.tsx";
import { createFollow } from "./follow.ts";
import { LessonCard } from "./lesson-card.tsx";
import { LiveNote } from "./live-note.tsx";
import { QuestionText } from "./question-text.tsx";
import { withQuote } from "./quote.ts";
import { RoomProvider, useRoom } from "./room-context.ts";
import { createRoom, type Room } from "./room.ts";
import { StudyContext, type StudyPlace } from "./study-context.ts";
import { Transcript } from "./transcript.tsx";

/** The study chat, for the page that it is part of. */
export interface Study extends Room {
  /** A stored message with what this session has heard of it since. */
  readonly withLive: (item: HistoryItem) => Message;
}

export interface StudyChatProps {
  track: Track;
  chatId: string;
  /** What lies before the learner, as a message carries it. */
  studied: Accessor<Studied | undefined>;
  place: StudyPlace;
  placeholder: string;
  /** A passage that the next message is about. */
  quote: string | null;
  onQuoteEnd: () => void;
  /** There is room beside the text. */
  isWide: boolean;
  /** On screen: always so where there is room beside a lesson. */
  isOpen: boolean;
  isAlwaysBeside?: boolean;
  /** Nothing can be asked here any more. */
  isArchived: boolean;
  onClose: () => void;
  ref?: (study: Study) => void;
}

export default function StudyChat(props: StudyChatProps): JSX.Element {
  const room = createRoom({
    track: () => props.track,
    chatId: () => props.chatId,
    studied: () => props.studied(),
  });
  keepChat({ chat: room.chat, live: room.session.live });
  const isTalk = (one: Message): boolean => one.kind !== "lesson";
  // The page of a lesson says itself how its text comes along.
  announceAnswers({
    ...room,
    messages: () => room.messages().filter(isTalk),
    unfinished: () =>
      room.messages().find((one) => isTalk(one) && one.sender === "ai" && isUnfinished(one)),
  });
  props.ref?.({
    ...room,
    withLive: (item) =>
      fromHistory(room.session.state().chats[item.chat_id]?.messages[item.id], item),
  });

  return (
    <RoomProvider value={{ ...room, Lesson: LessonCard, Text: QuestionText }}>
      <StudyContext.Provider value={() => props.place}>
        <Show
          when={props.isWide}
          fallback={
            <Dialog
              open={props.isOpen}
              onClose={props.onClose}
              title={t("learning").study.title}
              closeLabel={t("learning").study.close}
            >
              <Talk {...props} class="study-sheet" />
            </Dialog>
          }
        >
          <Show when={props.isOpen || props.isAlwaysBeside}>
            <aside class="study-side" aria-labelledby="study-title">
              <div class="study-head">
                <h2 id="study-title">{t("learning").study.title}</h2>
                <Show when={!props.isAlwaysBeside}>
                  <Button
                    variant="quiet"
                    size="small"
                    icon="close"
                    label={t("learning").study.close}
                    onClick={() => props.onClose()}
                  />
                </Show>
              </div>
              <Talk {...props} class="study-box" />
            </aside>
          </Show>
        </Show>
      </StudyContext.Provider>
    </RoomProvider>
  );
}

/** The messages and the field, in a box that scrolls by itself. */
function Talk(props: StudyChatProps & { class: string }): JSX.Element {
  const room = useRoom();
  let box!: HTMLElement;
  const follow = createFollow(
    () => room.messages().length + room.unsent().length > 0,
    () => box,
  );

  function send(text: string): void {
    room.send(withQuote(props.quote, text));
    props.onQuoteEnd();
    follow.toEnd();
  }

  // Who asks about a passage writes next.
  createEffect(
    on(
      () => props.quote,
      (quote) => {
        if (quote === null) return;
        queueMicrotask(() => box.querySelector("textarea")?.focus({ preventScroll: true }));
      },
    ),
  );

  return (
    // It scrolls by itself: the keyboard must reach it.
    <div
      class={props.class}
      data-scrolls=""
      tabindex="0"
      role="group"
      aria-label={t("learning").study.title}
      ref={(made) => (box = made)}
    >
      <Transcript follow={follow} />
      <Show
        when={!props.isArchived}
        fallback={<p class="study-note small soft">{t("learning").study.archived}</p>}
      >
        <Composer
          isAtEnd={follow.isAtEnd()}
          onJump={follow.toEnd}
          onSend={send}
          placeholder={props.placeholder}
        >
          <LiveNote state={room.session.live()} />
          <Allowance />
          <Quote text={props.quote} onRemove={props.onQuoteEnd} />
          <div class="study-chips" role="group" aria-label={t("learning").study.ideas}>
            <For each={t("learning").study.chips}>
              {(text) => <Chip onClick={() => send(text)}>{text}</Chip>}
            </For>
          </div>
        </Composer>
      </Show>
    </div>
  );
}

function Quote(props: { text: string | null; onRemove: () => void }): JSX.Element {
  return (
    <Show when={props.text}>
      {(text) => (
        <div class="study-quote">
          <p class="visually-hidden">{t("learning").study.quote}</p>
          <blockquote>{text()}</blockquote>
          <Button
            variant="quiet"
            size="small"
            icon="close"
            label={t("learning").study.dropQuote}
            onClick={() => props.onRemove()}
          />
        </div>
      )}
    </Show>
  );
}
