// Sends what was written: one message at a time, in order, until the server has taken it.
import { createSignal, type Accessor } from "solid-js";
import type { ShownCode } from "./i18n/errors.ts";
import { newId } from "./state/new-id.ts";
import { inOrder, openUnsent, type Unsent, type UnsentStore } from "./state/outbox-store.ts";

/** What became of one try. */
export type Sent =
  | { readonly outcome: "accepted" }
  | { readonly outcome: "refused"; readonly code: ShownCode }
  /** Not now: no connection, a server in trouble, no answer. */
  | {
      readonly outcome: "later";
      readonly code?: ShownCode;
      /** Seconds the server asks us to wait. */
      readonly retryAfter?: number | undefined;
    };

export interface OutboxOptions {
  readonly session: string;
  /** False while nothing can be sent: the outbox waits for `pump`. */
  readonly canSend: () => boolean;
  /** Sends one message and waits for the server's word on it. */
  readonly send: (message: Unsent) => Promise<Sent>;
  readonly store?: UnsentStore;
}

export interface Outbox {
  readonly messages: Accessor<readonly Unsent[]>;
  /** The message on its way now. */
  readonly sending: Accessor<string | null>;
  /** Why what waits was not taken at the last try; null when nothing was said. */
  readonly held: Accessor<ShownCode | null>;
  /** A new message, or with `edits` another text for a stored one. */
  readonly add: (chat: string, text: string, edits?: string) => Promise<void>;
  /** Tries a refused message again. */
  readonly again: (id: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** The server has these: by whichever tab they were sent. */
  readonly settle: (ids: readonly string[]) => void;
  /** Sends what waits, if it can. */
  readonly pump: () => void;
  readonly close: () => void;
}

const firstPause = 1_000;
const longestPause = 30_000;
/** Tries that end in trouble on the server's side before a message is no longer sent by itself. */
const mostTries = 8;

/** Milliseconds until the next try: growing, and never earlier than the server asked for. */
const pauseAfter = (count: number, retryAfter = 0): number =>
  Math.max(Math.min(longestPause, firstPause * 2 ** (count - 1)), retryAfter * 1_000);

/** One tab of a session sends at a time. Without locks the server's idempotence has to do. */
const alone = async <T>(session: string, act: () => Promise<T>): Promise<T> =>
  "locks" in navigator ? navigator.locks.request(`outbox:${session}`, act) : act();

export function createOutbox(options: OutboxOptions): Outbox {
  const { session } = options;
  const store = options.store ?? openUnsent(session);
  const [messages, setMessages] = createSignal<readonly Unsent[]>([]);
  const [sending, setSending] = createSignal<string | null>(null);
  const [held, setHeld] = createSignal<ShownCode | null>(null);
  const others =
    "BroadcastChannel" in globalThis ? new BroadcastChannel(`outbox:${session}`) : null;
  const tries = new Map<string, number>();
  /** Taken by the server: shown until the dialogue shows them, never sent again by this tab. */
  const accepted = new Set<string>();
  let isClosed = false;
  let isBusy = false;
  /** Asked for while busy: once more afterwards. */
  let isWanted = false;
  let last = 0;
  /** The server asked for a pause until then. */
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function reload(): Promise<readonly Unsent[]> {
    const all = await store.all();
    const kept = messages().filter(
      ({ id }) => accepted.has(id) && all.every((one) => one.id !== id),
    );
    if (!isClosed) setMessages(kept.length === 0 ? all : inOrder([...all, ...kept]));
    return all;
  }

  async function change(act: () => Promise<void>): Promise<void> {
    await act();
    await reload();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window: a channel of this origin
    others?.postMessage("changed");
  }

  const remove = (id: string): Promise<void> => change(() => store.remove(id));

  const put = (message: Unsent): Promise<void> => change(() => store.put(message));

  /** One try of the oldest message, whichever tab it was written in. False: there is no more to do for now. */
  async function attempt(): Promise<boolean> {
    const all = await reload();
    const message = all.find((one) => one.refused === null && !accepted.has(one.id));
    if (isClosed || message === undefined || !options.canSend()) return false;
    if (Date.now() < notBefore) return false;
    const { id } = message;
    setSending(id);
    const sent = await options.send(message);
    setSending(null);
    if (sent.outcome === "accepted") {
      setHeld(null);
      accepted.add(id);
      await store.remove(id);
      return true;
    }
    const count = (tries.get(id) ?? 0) + 1;
    const isHopeless = sent.code === "internal_error" && count >= mostTries;
    if (sent.outcome === "refused" || isHopeless) {
      setHeld(null);
      tries.delete(id);
      await put({ ...message, refused: sent.code ?? "internal_error" });
      return true;
    }
    setHeld(sent.code ?? null);
    tries.set(id, count);
    clearTimeout(timer);
    notBefore = Date.now() + (sent.retryAfter ?? 0) * 1_000;
    timer = setTimeout(pump, pauseAfter(count, sent.retryAfter));
    return false;
  }

  async function work(): Promise<void> {
    while (options.canSend()) {
      if (!(await alone(session, attempt))) return;
    }
  }

  function pump(): void {
    if (isClosed) return;
    isWanted = isBusy;
    if (isBusy) return;
    isBusy = true;
    void work()
      .catch(() => undefined)
      .then(() => {
        isBusy = false;
        setSending(null);
        if (isWanted) pump();
      });
  }

  others?.addEventListener("message", () => void reload());
  void reload().then(pump);

  return {
    messages,
    sending,
    held,
    async add(chat, text, edits) {
      // Two messages of one millisecond keep their order.
      last = Math.max(Date.now(), last + 1);
      const message = { id: newId(), session, chat, text, at: last, refused: null };
      await put(edits === undefined ? message : { ...message, edits });
      pump();
    },
    async again(id) {
      const message = await store.get(id);
      if (message === undefined) return;
      await put({ ...message, refused: null });
      pump();
    },
    remove,
    settle(ids) {
      const known = messages().filter((one) => ids.includes(one.id));
      if (known.length === 0) return;
      setMessages((all) => all.filter((one) => !ids.includes(one.id)));
      for (const { id } of known) void store.remove(id);
    },
    pump,
    close() {
      isClosed = true;
      clearTimeout(timer);
      others?.close();
    },
  };
}
