// L4 and L5: every tab shows what is stored, and what is stored is what the model said to that message.
import { known } from "@ai-learning/client/text";
import { transcript } from "@ai-learning/client/select";
import type { Message } from "@ai-learning/client/model";
import { longAnswer } from "../../support/script.ts";
import { answerTo } from "./expected.ts";
import type { MessageRow } from "../rows.ts";
import type { Evidence, Finding, Screen } from "./evidence.ts";

const differing = (shown: Message, row: MessageRow): string[] => {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["position", shown.position, row.position],
    ["sender", shown.sender, row.sender],
    ["kind", shown.kind, row.kind],
    ["status", shown.status, row.status],
    ["attempt", shown.attempt, row.attempt],
    ["revision", shown.revision, row.revision],
    ["text", known(shown), row.content],
    ["tokens", shown.tokens, row.tokens],
    ["model", shown.model, row.model],
    ["error", shown.errorCode, row.error_code],
    ["client id", shown.clientId, row.client_id],
  ];
  return pairs
    .filter(([, a, b]) => a !== b)
    .map(([name, a, b]) => `${name} ${told(a)} ≠ ${told(b)}`);
};

const told = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 60 ? `${text.slice(0, 30)}… (${String(text.length)})` : text;
};

function ofScreen(screen: Screen, rows: readonly MessageRow[]): Finding[] {
  const { name, chat, chatId } = screen;
  if (chat === undefined) return [{ what: `${name} shows no chat at all`, chat: chatId }];
  const shown = transcript(chat);
  const from = shown[0]?.position ?? 1;
  // Older messages are fetched when somebody scrolls up.
  const stored = rows.filter((row) => row.chat_id === chatId && row.position >= from);
  const findings: Finding[] = [];
  for (const row of stored) {
    const message = chat.messages[row.id];
    const found = message === undefined ? ["missing"] : differing(message, row);
    if (found.length === 0) continue;
    findings.push({
      what: `${name} at ${String(row.position)}: ${found.join("; ")}`,
      chat: chatId,
      message: row.id,
    });
  }
  const known = new Set(stored.map((row) => row.id));
  const extra = shown.filter((one) => !known.has(one.id));
  findings.push(
    ...extra.map((one) => ({
      what: `${name} shows what is not stored`,
      chat: chatId,
      message: one.id,
    })),
  );
  return findings;
}

/** An answer is to its own question, whole when it is complete, and its beginning otherwise. */
function wrongAnswers(rows: readonly MessageRow[]): Finding[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return rows.flatMap((row) => {
    const question = row.reply_to === null ? undefined : byId.get(row.reply_to);
    if (question === undefined || row.kind !== "text") return [];
    const whole = answerTo(question.content);
    const isRight =
      row.status === "complete" ? row.content === whole : whole.startsWith(row.content);
    if (isRight) return [];
    const what = `stored answer ${told(row.content)} (${row.status}) is not what was said to ${told(question.content)}`;
    return [{ what, chat: row.chat_id, message: row.id }];
  });
}

export const unequal = ({ screens, rows }: Evidence): Finding[] => [
  ...screens.flatMap((screen) => ofScreen(screen, rows.messages)),
  ...wrongAnswers(rows.messages),
  ...wrongLessons(rows.messages),
];

const lessonEnd = "### Solution\n\nFour.";

/** A lesson that is complete has its last words, and after them all that made it slow. */
const wrongLessons = (rows: readonly MessageRow[]): Finding[] =>
  rows.flatMap((row) => {
    if (row.kind !== "lesson" || row.status !== "complete") return [];
    const end = row.content.indexOf(lessonEnd) + lessonEnd.length;
    const isRight =
      end > lessonEnd.length && row.content.slice(end) === longAnswer(row.content.length - end);
    if (isRight) return [];
    const what = `stored lesson ${told(row.content)} is not what was written`;
    return [{ what, chat: row.chat_id, message: row.id }];
  });

/** L3: every accepted message has an end. */
export const unfinished = ({ rows }: Evidence): Finding[] =>
  rows.messages
    .filter((row) => row.status === "pending" || row.status === "generating")
    .map((row) => ({ what: `still ${row.status}`, chat: row.chat_id, message: row.id }));
