// A store of unsent messages that outlives whatever uses it, as a browser's outlives a tab.
import { inOrder, type Unsent, type UnsentStore } from "../unsent.ts";

export const memoryStore = (kept = new Map<string, Unsent>()): UnsentStore => ({
  all: async () => inOrder([...kept.values()]),
  put: async (message) => void kept.set(message.id, message),
  remove: async (id) => void kept.delete(id),
});
