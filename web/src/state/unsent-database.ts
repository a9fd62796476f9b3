// What this browser keeps of messages that the server has not taken. IndexedDB may be off, full, slow, or never answer.
import type { Unsent, UnsentStore } from "@ai-learning/client/unsent";

const databaseName = "ai-learning-outbox";
const storeName = "unsent";

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB")));
  });

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result
      .createObjectStore(storeName, { keyPath: "id" })
      .createIndex("session", "session");
  });
  const database = await done(request);
  // Another tab wants it deleted or newer: let it.
  database.addEventListener("versionchange", () => database.close());
  return database;
}

/** The unsent messages of one session. */
export function openUnsent(session: string): UnsentStore {
  let database: Promise<IDBDatabase> | undefined;

  async function use<T>(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    database ??= open();
    try {
      return await done(ask((await database).transaction(storeName, mode).objectStore(storeName)));
    } catch (error) {
      database = undefined;
      throw error;
    }
  }

  return {
    all: () => use<Unsent[]>("readonly", (store) => store.index("session").getAll(session)),
    put: (message) => use("readwrite", (store) => store.put(message)),
    remove: (id) => use("readwrite", (store) => store.delete(id)),
  };
}

/** Deletes what every session has not sent. It is not waited for: whatever opens the database later does so after that. */
export function forgetUnsent(): void {
  try {
    indexedDB.deleteDatabase(databaseName);
  } catch {
    // IndexedDB is off here: it kept nothing.
  }
}
