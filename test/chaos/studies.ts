// Lessons among what learners do: a plan of one module is finalised, its lessons are planned, its first one is written, and
// then once more, simpler. What was not answered is asked for again; asked for twice, it is one.
import { setTimeout as pause } from "node:timers/promises";
import type { Call } from "@ai-learning/client/api";
import { ApiError } from "@ai-learning/client/api-error";
import { isTransient } from "@ai-learning/client/delivery";
import type { Track } from "@ai-learning/protocol/track";
import { planText } from "../support/lessons.ts";
import { headers, isEnd } from "./calls.ts";
import type { Journal } from "./journal.ts";
import type { SilenceMonitor } from "./silence-monitor.ts";

/** The title of the module that is taught. */
const taught = "Clay";

/** What the mentor answers to a text: a plan of the module, whose lessons take three seconds. */
export const moduleText = (mark: string): string =>
  `${mark} [say]\n${planText([
    { title: taught, hours: 2, summary: "Wet [lesson slow 3].", topics: ["Kinds", "Wedging"] },
  ])}`;

type Place = "getTrack" | "startModule" | "writeLesson";

interface Student {
  readonly userId: string;
  readonly track: Pick<Track, "id">;
  readonly call: Call<Place>;
  readonly journal: Journal;
  readonly monitor: SilenceMonitor;
  readonly resting: AbortSignal;
  /** Shows the study chat, once there is one. */
  readonly show: (chatId: string) => void;
}

/** A text of a lesson that was asked for. */
interface Opened {
  readonly lesson_id: string;
  readonly chat_id: string;
  readonly message_id: string;
}

/** Milliseconds. */
const againMs = 1_000;
const moduleWithinMs = 30_000;
/** Outlines that come to nothing before nobody asks for another. */
const maxFailures = 5;

export class Studies {
  readonly #of: Student;
  /** Versions of the lesson that were asked for. */
  #versions = 0;
  #lesson: string | undefined;
  /** One at a time: a version is numbered after the one before it. */
  #last: Promise<void> = Promise.resolve();

  constructor(student: Student) {
    this.#of = student;
  }

  /** Has a text of the lesson written. `plan` makes the module of it where there is none. */
  ask(plan: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(() => this.#ask(plan));
    return this.#last;
  }

  async #ask(plan: () => Promise<void>): Promise<void> {
    const { call } = this.#of;
    const id = this.#lesson;
    if (id === undefined) {
      if ((await this.#module(0)) === undefined) await plan();
      const module = await this.#module(moduleWithinMs);
      if (module === undefined) return;
      this.#take(
        await this.#insist(() => call("startModule", { headers, params: { id: module } })),
      );
    } else {
      const body = { version: this.#versions + 1, how: "simpler" } as const;
      this.#take(await this.#insist(() => call("writeLesson", { params: { id }, body })));
    }
  }

  /** The module in force, waited for as long. */
  async #module(forMs: number): Promise<string | undefined> {
    const until = Date.now() + forMs;
    for (;;) {
      const track = await this.#of
        .call("getTrack", { params: { id: this.#of.track.id } })
        .catch(() => undefined);
      const found = track?.modules.find(({ title }) => title === taught);
      const isOver = track !== undefined && Date.now() >= until;
      if (found !== undefined || isOver || this.#of.resting.aborted) return found?.id;
      await pause(againMs / 4);
    }
  }

  /** Asks until there is a lesson, or a no; undefined for that. Says how often it asked. */
  async #insist<T extends object>(
    ask: () => Promise<T>,
  ): Promise<{ readonly opened: Opened; readonly times: number } | undefined> {
    let failures = 0;
    for (let times = 1; !this.#of.resting.aborted; times += 1) {
      try {
        const answer = await ask();
        if ("lesson_id" in answer) return { opened: answer as unknown as Opened, times };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (isEnd(error.code)) failures += 1;
        else if (!isTransient(error.code)) return undefined;
        if (failures > maxFailures) return undefined;
      }
      await pause(againMs);
    }
    return undefined;
  }

  #take(asked: { readonly opened: Opened; readonly times: number } | undefined): void {
    if (asked === undefined) return;
    const { userId: user, journal, monitor, show } = this.#of;
    const { lesson_id, chat_id: chat, message_id: answerId } = asked.opened;
    this.#lesson = lesson_id;
    this.#versions += 1;
    for (let time = 0; time < asked.times; time += 1) {
      const about = { clientId: null, text: null, attempt: null };
      const ask = journal.add({ kind: "lesson", user, chat, answerId, ...about });
      ask.acceptedAt = ask.at;
    }
    monitor.promise(chat, answerId);
    show(chat);
  }
}
