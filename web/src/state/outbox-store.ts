// What has been written and not yet taken by the server, kept over reloads and closed browsers.
import type { ShownCode } from "../i18n/errors.ts";

export interface Unsent {
  /** The `client_message_id`: made once, so that a repeated send is the same message. */
  readonly id: string;
  readonly session: string;
  readonly chat: string;
  readonly text: string;
  /** The stored message whose text this replaces; a new message without it. */
  readonly edits?: string | undefined;
  /** Milliseconds since 1970: the order of sending. */
  readonly at: number;
  /** Why the server will not take it; null while it waits. */
  readonly refused: ShownCode | null;
}

/** Where unsent messages are kept. Storage may be shut or full: then this page's memory has to do. */
export interface UnsentStore {
  readonly all: () => Promise<Unsent[]>;
  readonly get: (id: string) => Promise<Unsent | undefined>;
  readonly put: (message: Unsent) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

const name = "unsent";

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB")));
  });

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("ai-learning-outbox", 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore(name, { keyPath: "id" }).createIndex("session", "session");
  });
  const database = await done(request);
  // Another tab wants it deleted or newer: let it.
  database.addEventListener("versionchange", () => database.close());
  return database;
}

/** The order of sending, also among messages of several tabs. */
export const inOrder = (messages: readonly Unsent[]): Unsent[] =>
  messages.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

/** The unsent messages of one session. */
export function openUnsent(session: string): UnsentStore {
  const memory = new Map<string, Unsent>();
  let database: Promise<IDBDatabase> | undefined;

  async function use<T>(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | undefined> {
    database ??= open();
    try {
      return await done(ask((await database).transaction(name, mode).objectStore(name)));
    } catch {
      database = undefined;
      return undefined;
    }
  }

  return {
    async all() {
      const found = await use<Unsent[]>("readonly", (store) =>
        store.index("session").getAll(session),
      );
      return inOrder([...(found ?? []), ...memory.values()]);
    },
    async get(id) {
      return (
        (await use<Unsent | undefined>("readonly", (store) => store.get(id))) ?? memory.get(id)
      );
    },
    async put(message) {
      const kept = await use("readwrite", (store) => store.put(message));
      if (kept === undefined) memory.set(message.id, message);
    },
    async remove(id) {
      memory.delete(id);
      await use("readwrite", (store) => store.delete(id));
    },
  };
}
