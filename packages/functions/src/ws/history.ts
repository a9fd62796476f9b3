// A history as a connection understands it.
import type { Connection } from "@ai-learning/core/connection/connection";
import { withoutNotes } from "@ai-learning/core/turn/notes";
import type { HistoryItem } from "@ai-learning/protocol/chat";

/** Clients of the original are told nothing that their history does not have. */
export const historyFor = (
  { protocol }: Pick<Connection, "protocol">,
  items: readonly HistoryItem[],
): HistoryItem[] => items.map((item) => (protocol >= 2 ? item : withoutNotes(item)));
