// A history as a connection understands it.
import type { Connection } from "@ai-learning/core/connection/connection";
import type { HistoryItem } from "@ai-learning/protocol/chat";

/** Clients of the original are told nothing that their history does not have. */
export const historyFor = (
  { protocol }: Pick<Connection, "protocol">,
  items: readonly HistoryItem[],
): HistoryItem[] =>
  items.map((item) => {
    if (protocol >= 2) return item;
    const { left_out: _, advice: __, retry_at: ___, from_plan: ____, ...known } = item;
    return known;
  });
