// What buttons request of the mentor over HTTP: a plan, its modules, another answer or the rest of one. One request at a
// time.
import type { Track } from "@ai-learning/protocol/track";
import { createSignal, type Accessor } from "solid-js";
import { call } from "../../api.ts";
import { requestPlan } from "../../state/request-plan.ts";
import type { Message } from "@ai-learning/client/model";

export interface MentorRequests {
  /** The one in progress: "plan", "modules", the id of an answer that is replaced, or `restOf` one; null for none. */
  readonly current: Accessor<string | null>;
  /** Why the last one failed. */
  readonly error: Accessor<unknown>;
  readonly clearError: () => void;
  readonly plan: () => void;
  /** Resolves to the chat where the modules are made; undefined when the request failed. */
  readonly finalize: () => Promise<string | undefined>;
  /** Replaces an answer by a new one. */
  readonly regenerate: (answer: Message) => void;
  /** Lets an answer go on where it was cut. */
  readonly goOn: (answer: Message) => void;
}

/** The request for the rest of an answer. */
export const restOf = (id: string): string => `rest of ${id}`;

const headers = { Prefer: "respond-async" };

/** `onAccepted` is called when the server has accepted a request. */
export function createMentorRequests(
  track: Accessor<Track>,
  onAccepted: () => void,
): MentorRequests {
  const [current, setCurrent] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>();

  async function send<T>(name: string, act: () => Promise<T>): Promise<T | undefined> {
    if (current() !== null) return undefined;
    setCurrent(name);
    setError(undefined);
    try {
      const accepted = await act();
      onAccepted();
      return accepted;
    } catch (cause) {
      setError(cause);
      return undefined;
    } finally {
      setCurrent(null);
    }
  }

  const again = (name: string, route: "regenerate" | "continue", { id, attempt }: Message): void =>
    void send(name, () => call(route, { headers, body: { message_id: id, attempt } }));

  return {
    current,
    error,
    clearError: () => setError(undefined),
    plan: () => void send("plan", () => requestPlan(track())),
    finalize: () =>
      send("modules", async () => {
        const { session_id, id: track_id } = track();
        return (await call("finalize", { headers, body: { session_id, track_id } })).chat_id;
      }),
    regenerate: (answer) => again(answer.id, "regenerate", answer),
    goOn: (answer) => again(restOf(answer.id), "continue", answer),
  };
}
