// The buttons of a learner's: each is pressed until the server has said yes or no to it.
import { setTimeout as pause } from "node:timers/promises";
import type { Call } from "@ai-learning/client/api";
import { isTransient } from "@ai-learning/client/delivery";
import type { Message } from "@ai-learning/client/model";
import type { ClientFrame } from "@ai-learning/client/socket";
import type { Track } from "@ai-learning/protocol/track";
import { codeOf, headers, isEnd } from "./calls.ts";
import type { Ask, Journal } from "./journal.ts";
import type { Transport } from "./plan.ts";
import { scene } from "./scene.ts";
import type { SilenceMonitor } from "./silence-monitor.ts";
import type { Tab } from "./tab.ts";

interface Owner {
  readonly userId: string;
  readonly track: Track;
  readonly call: Call<"welcome" | "finalize" | "regenerate" | "continue" | "edit">;
  readonly journal: Journal;
  readonly monitor: SilenceMonitor;
  /** Aborted when everybody should come to rest. */
  readonly resting: AbortSignal;
}

interface Again {
  readonly text: string;
  readonly transport: Transport;
}

/** Milliseconds a button's effect is waited for before it is pressed again. */
const pressAgainMs = 6_000;

/** What most asks are not about. */
export const nothing = { clientId: null, text: null, answerId: null, attempt: null } as const;

export class Buttons {
  readonly #of: Owner;

  constructor(owner: Owner) {
    this.#of = owner;
  }

  get #place(): { readonly user: string; readonly chat: string } {
    return { user: this.#of.userId, chat: this.#of.track.chat_id };
  }

  /** Asks for the first plan, or has the plan finalised. */
  async ask(what: "welcome" | "finalize"): Promise<void> {
    const { session_id, id: track_id, title } = this.#of.track;
    const kind = what === "welcome" ? "welcome" : "finalization";
    const ask = this.#of.journal.add({ kind, ...this.#place, ...nothing });
    const place = { session_id, track_id };
    await this.#insist(ask, () =>
      this.#overHttp(
        ask,
        what === "welcome"
          ? this.#of.call("welcome", { headers, body: { ...place, skill_area: title } })
          : this.#of.call("finalize", { headers, body: place }),
      ),
    );
  }

  /** Has an answer written anew, or go on. */
  async again(
    kind: "regenerate" | "continue",
    tab: Tab,
    { id: message_id, attempt }: Message,
    { transport }: { readonly transport: Transport },
  ): Promise<void> {
    const ask = this.#of.journal.add({
      kind,
      ...this.#place,
      clientId: null,
      text: null,
      answerId: message_id,
      attempt,
    });
    const isThere = (): boolean => (tab.chat?.messages[message_id]?.attempt ?? 0) > attempt;
    const body = { message_id, attempt };
    await this.#insist(ask, () =>
      transport === "http"
        ? this.#overHttp(ask, this.#of.call(kind, { headers, body }))
        : this.#overSocket(ask, tab, { type: kind, protocol: 2, ...body }, isThere),
    );
  }

  /** Changes the message that an answer is to. */
  async edit(tab: Tab, answer: Message, action: Again): Promise<void> {
    const clientId = crypto.randomUUID();
    const ask = this.#of.journal.add({
      kind: "edit",
      ...this.#place,
      clientId,
      text: action.text,
      answerId: answer.id,
      attempt: answer.attempt,
    });
    const body = {
      message_id: answer.replyTo ?? "",
      message: action.text,
      client_message_id: clientId,
    };
    await this.#insist(ask, () =>
      action.transport === "http"
        ? this.#overHttp(ask, this.#of.call("edit", { headers, body }))
        : this.#overSocket(ask, tab, { type: "edit", protocol: 2, ...body }, () => false),
    );
  }

  /** Presses until the server has said yes or no, or the run is at its end. */
  async #insist(ask: Ask, press: () => Promise<void>): Promise<void> {
    while (ask.acceptedAt === null && ask.refused === null) {
      await press();
      if (ask.acceptedAt !== null || ask.refused !== null) return;
      if (this.#of.resting.aborted) return;
      await pause(1_000);
    }
  }

  async #overHttp(ask: Ask, asked: Promise<{ readonly message_id: string }>): Promise<void> {
    const code = await codeOf(asked);
    if (code === null) {
      ask.acceptedAt ??= Date.now();
      this.#of.monitor.promise(ask.chat, (await asked).message_id);
    } else if (isEnd(code)) {
      ask.acceptedAt ??= Date.now();
    } else if (!isTransient(code)) {
      ask.refused ??= code;
    }
  }

  async #overSocket(ask: Ask, tab: Tab, frame: ClientFrame, isThere: () => boolean): Promise<void> {
    const from = Date.now();
    // The page with the button is gone, and nobody knows whether it worked.
    if (tab.isClosed) ask.refused ??= "tab closed";
    if (!tab.send(frame)) return;
    await scene(
      this.#of.resting,
      () => {
        if (isThere()) ask.acceptedAt ??= Date.now();
        const refusal = tab.refusals.find(
          ({ at, code, about }) =>
            at >= from && about === (ask.clientId ?? ask.answerId) && !isTransient(code),
        );
        if (refusal !== undefined && ask.acceptedAt === null) ask.refused ??= refusal.code;
        return ask.acceptedAt !== null || ask.refused !== null ? true : undefined;
      },
      pressAgainMs,
    );
  }
}
