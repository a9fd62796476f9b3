// L2: one message and one answer, however often it was sent or delivered.
import type { MessageRow } from "../rows.ts";
import type { Evidence, Finding } from "./evidence.ts";

/** Groups with more than one member. */
function repeated(rows: readonly MessageRow[], keyOf: (row: MessageRow) => string | null) {
  const groups = new Map<string, MessageRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].filter(([, members]) => members.length > 1);
}

export function doubled({ rows: { messages } }: Evidence): Finding[] {
  const of = (what: string, keyOf: (row: MessageRow) => string | null): Finding[] =>
    repeated(messages, keyOf).map(([key, members]) => ({
      what: `${what} ${String(members.length)} times: ${key.slice(0, 60)}`,
      chat: members[0]?.chat_id ?? "",
      message: members[0]?.id ?? "",
    }));
  return [
    // Every text of a run is said once; the finalisation's is the service's own.
    ...of("the same words are stored", (row) =>
      row.sender === "user" && row.kind === "text" ? row.content : null,
    ),
    ...of("a client's id is stored", (row) =>
      row.client_id === null ? null : `${row.chat_id} ${row.client_id}`,
    ),
    ...of("a message is answered", (row) => row.reply_to),
    ...of("a chat is welcomed", (row) => (row.kind === "welcome" ? row.chat_id : null)),
    ...of("a place is taken", (row) => `${row.chat_id} ${String(row.position)}`),
    ...finalizedTwice(messages),
  ];
}

/** Finalising again without a word in between is the same finalisation, unless the first came to nothing. */
function finalizedTwice(messages: readonly MessageRow[]): Finding[] {
  return messages.flatMap((row, index) => {
    const before = messages[index - 1];
    const isAgain =
      row.kind === "finalization" &&
      row.sender === "user" &&
      before?.chat_id === row.chat_id &&
      before.kind === "finalization" &&
      before.status === "complete";
    if (!isAgain) return [];
    return [{ what: "one plan is finalised twice", chat: row.chat_id, message: row.id }];
  });
}
