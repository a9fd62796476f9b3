// How long nothing moved on any screen of a chat while an answer was due.
import { isUnfinished, rank, type Chat, type Message } from "@ai-learning/client/model";
import { known } from "@ai-learning/client/text";

/** A time in which an answer was due and nothing moved on any screen. Milliseconds since 1970. */
export interface Silence {
  readonly chat: string;
  readonly from: number;
  readonly to: number;
}

interface Progress {
  rank: number;
  length: number;
}

interface ChatActivity {
  readonly answers: Map<string, Progress>;
  /** Answers due. */
  readonly due: Set<string>;
  last: number;
}

export class SilenceMonitor {
  readonly silences: Silence[] = [];
  readonly #chats = new Map<string, ChatActivity>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  #of(chat: string): ChatActivity {
    const activity = this.#chats.get(chat) ?? {
      answers: new Map(),
      due: new Set(),
      last: this.#now(),
    };
    this.#chats.set(chat, activity);
    return activity;
  }

  /** A tab's chat after a change, with what it was before. */
  see(before: Chat | undefined, chat: Chat): void {
    for (const message of Object.values(chat.messages)) {
      if (message.sender === "ai" && message !== before?.messages[message.id]) {
        this.#hear(chat.id, message);
      }
    }
  }

  #hear(chat: string, message: Message): void {
    const activity = this.#of(chat);
    const heard = activity.answers.get(message.id) ?? { rank: -1, length: 0 };
    const now = rank(message.attempt, message.status);
    const { length } = known(message);
    const isNews = now > heard.rank || (now === heard.rank && length > heard.length);
    if (!isNews) return;
    activity.answers.set(message.id, { rank: now, length });
    this.#move(chat, activity);
    if (isUnfinished(message)) activity.due.add(message.id);
    else activity.due.delete(message.id);
  }

  /** An answer was promised over HTTP, which no tab need have heard of yet. */
  promise(chat: string, answerId: string): void {
    const activity = this.#of(chat);
    if (activity.answers.has(answerId)) return;
    activity.answers.set(answerId, { rank: 0, length: 0 });
    this.#move(chat, activity);
    activity.due.add(answerId);
  }

  #move(chat: string, activity: ChatActivity): void {
    const to = this.#now();
    if (activity.due.size > 0) this.silences.push({ chat, from: activity.last, to });
    activity.last = to;
  }

  /** Answers still due keep silent until now. */
  end(): void {
    for (const [chat, activity] of this.#chats) this.#move(chat, activity);
  }
}
