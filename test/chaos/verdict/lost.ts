// L1: what a learner was told is accepted is stored, and what was written is not given up in silence.
import type { Ask } from "../journal.ts";
import type { Rows } from "../rows.ts";
import type { Evidence, Finding } from "./evidence.ts";

function isStored(ask: Ask, { messages, edits }: Rows): boolean {
  switch (ask.kind) {
    case "text":
    case "edit":
      return (
        messages.some((one) => one.client_id === ask.clientId && one.content === ask.text) ||
        edits.some((one) => one.client_id === ask.clientId && one.content === ask.text)
      );
    case "lesson":
      return messages.some((one) => one.id === ask.answerId && one.kind === "lesson");
    case "regenerate":
    case "continue":
      return messages.some((one) => one.id === ask.answerId && one.attempt > (ask.attempt ?? 0));
    default:
      return messages.some((one) => one.chat_id === ask.chat && one.kind === ask.kind);
  }
}

const nameOf = ({ kind, clientId, answerId, text }: Ask): string =>
  `${kind} ${clientId ?? answerId ?? ""} ${(text ?? "").slice(0, 40)}`.trim();

export function lost({ asks, rows, screens }: Evidence): Finding[] {
  const missing = asks
    .filter((ask) => ask.acceptedAt !== null && !isStored(ask, rows))
    .map((ask) => ({ what: `accepted and not stored: ${nameOf(ask)}`, chat: ask.chat }));
  // Every fault has passed: whatever the server still does not have, it refused.
  const refused = asks
    .filter((ask) => ask.kind === "text" && ask.acceptedAt === null)
    .map((ask) => ({ what: `never accepted: ${nameOf(ask)}`, chat: ask.chat }));
  const stuck = screens.flatMap(({ name, chatId, unsent }) =>
    unsent.map(({ text, refused }) => ({
      what: `${name} still has "${text.slice(0, 40)}" in its outbox (${refused ?? "waiting"})`,
      chat: chatId,
    })),
  );
  return [...missing, ...refused, ...stuck];
}
