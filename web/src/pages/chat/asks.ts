// What buttons ask of the mentor: a plan, its modules, another answer. One thing at a time.
import type { Track } from "@ai-learning/protocol/track";
import { createSignal, type Accessor } from "solid-js";
import { call } from "../../api.ts";
import { requestPlan } from "../../state/request-plan.ts";
import type { Message } from "@ai-learning/client/model";

export interface Asks {
  /** What is on its way: the plan, the modules, or the id of an answer; null for nothing. */
  readonly now: Accessor<string | null>;
  /** Why the last wish was not met. */
  readonly error: Accessor<unknown>;
  readonly forget: () => void;
  readonly plan: () => void;
  /** Resolves to the chat where the modules are made; undefined when it failed. */
  readonly finalize: () => Promise<string | undefined>;
  /** Writes an answer anew, in its place. */
  readonly anew: (answer: Message) => void;
}

const headers = { Prefer: "respond-async" };

/** `expect`: called when something was accepted. */
export function createAsks(track: Accessor<Track>, expect: () => void): Asks {
  const [now, setNow] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>();

  async function ask<T>(what: string, act: () => Promise<T>): Promise<T | undefined> {
    if (now() !== null) return undefined;
    setNow(what);
    setError(undefined);
    try {
      const made = await act();
      expect();
      return made;
    } catch (failed) {
      setError(failed);
      return undefined;
    } finally {
      setNow(null);
    }
  }

  return {
    now,
    error,
    forget: () => setError(undefined),
    plan: () => void ask("plan", () => requestPlan(track())),
    finalize: () =>
      ask("modules", async () => {
        const { session_id, id: track_id } = track();
        return (await call("finalize", { headers, body: { session_id, track_id } })).chat_id;
      }),
    anew: ({ id, attempt }) =>
      void ask(id, () => call("regenerate", { headers, body: { message_id: id, attempt } })),
  };
}
