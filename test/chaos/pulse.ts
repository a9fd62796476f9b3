// Signs of life of each chat, as its learner's tabs saw them: how long nothing moved while an answer was due.
import { isUnfinished, rank, type Chat, type Message } from "@ai-learning/client/model";
import { known } from "@ai-learning/client/text";

/** A time in which an answer was due and nothing moved on any screen. Milliseconds since 1970. */
export interface Silence {
  readonly chat: string;
  readonly from: number;
  readonly to: number;
}

interface Heard {
  rank: number;
  length: number;
}

interface Beat {
  readonly answers: Map<string, Heard>;
  /** Answers due. */
  readonly due: Set<string>;
  last: number;
}

export class Pulse {
  readonly silences: Silence[] = [];
  readonly #chats = new Map<string, Beat>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  #of(chat: string): Beat {
    const beat = this.#chats.get(chat) ?? { answers: new Map(), due: new Set(), last: this.#now() };
    this.#chats.set(chat, beat);
    return beat;
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
    const beat = this.#of(chat);
    const heard = beat.answers.get(message.id) ?? { rank: -1, length: 0 };
    const now = rank(message.attempt, message.status);
    const { length } = known(message);
    const isNews = now > heard.rank || (now === heard.rank && length > heard.length);
    if (!isNews) return;
    beat.answers.set(message.id, { rank: now, length });
    this.#move(chat, beat);
    if (isUnfinished(message)) beat.due.add(message.id);
    else beat.due.delete(message.id);
  }

  /** An answer was promised over HTTP, which no tab need have heard of yet. */
  promise(chat: string, answerId: string): void {
    const beat = this.#of(chat);
    if (beat.answers.has(answerId)) return;
    beat.answers.set(answerId, { rank: 0, length: 0 });
    this.#move(chat, beat);
    beat.due.add(answerId);
  }

  #move(chat: string, beat: Beat): void {
    const to = this.#now();
    if (beat.due.size > 0) this.silences.push({ chat, from: beat.last, to });
    beat.last = to;
  }

  /** Answers still due keep silent until now. */
  end(): void {
    for (const [chat, beat] of this.#chats) this.#move(chat, beat);
  }
}
