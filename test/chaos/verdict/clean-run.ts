// A small clean run, made up: one text and its answer, seen by one tab. Tests break it in one place each.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import { empty } from "@ai-learning/client/model";
import { reduce } from "@ai-learning/client/reducer";
import type { Ask } from "../journal.ts";
import type { CallRow, MessageRow } from "../rows.ts";
import type { Evidence, Screen } from "./evidence.ts";
import { answerTo } from "./expected.ts";

/** When the made-up turn was accepted, milliseconds since 1970. */
export const began = 1_000_000;

export const ask: Ask = {
  kind: "text",
  user: "user",
  chat: "chat",
  clientId: "client-1",
  text: "#1#",
  answerId: null,
  attempt: null,
  at: began - 20,
  acceptedAt: began,
  refused: null,
};

export const question: MessageRow = {
  id: "question",
  chat_id: "chat",
  user_id: "user",
  position: 1,
  sender: "user",
  kind: "text",
  content: "#1#",
  status: "complete",
  attempt: 0,
  revision: 0,
  reply_to: null,
  client_id: "client-1",
  model: null,
  tokens: 0,
  error_code: null,
  reserved: 0,
};

export const answer: MessageRow = {
  ...question,
  id: "answer",
  position: 2,
  sender: "ai",
  content: answerTo("#1#"),
  attempt: 1,
  reply_to: "question",
  client_id: null,
  model: "scripted-model",
  tokens: 12,
};

export const call: CallRow = {
  id: "call",
  user_id: "user",
  message_id: "answer",
  attempt: 1,
  kind: "text",
  outcome: "complete",
  requests: 1,
  tokens: 12,
  opened_at: began + 10,
  closed_at: began + 900,
};

const itemOf = (row: MessageRow): HistoryItem => ({
  id: row.id,
  chat_id: row.chat_id,
  sender: row.sender,
  content: row.content,
  message_type: row.kind,
  timestamp: "2026-01-01T00:00:00.000000Z",
  ai_model_used: row.model,
  tokens_used: row.tokens,
  position: row.position,
  status: row.status,
  attempt: row.attempt,
  revision: row.revision,
  reply_to: row.reply_to,
  client_message_id: row.client_id,
  error_code: row.error_code,
});

/** A tab that was shown these rows. */
export const screenOf = (rows: readonly MessageRow[]): Screen => ({
  name: "u0.0",
  chatId: "chat",
  unsent: [],
  chat: reduce(empty, {
    type: "history_restored",
    session_id: "key",
    chat_id: "chat",
    history: rows.map(itemOf),
    message_count: rows.length,
    has_more: false,
  }).chats["chat"],
});

export const clean: Evidence = {
  asks: [ask],
  screens: [screenOf([question, answer])],
  rows: {
    messages: [question, answer],
    edits: [],
    calls: [call],
    budgets: [{ user_id: "user", spent: 12, reserved: 0 }],
  },
  titles: new Map([["Chaos u0", "user"]]),
  modelRequests: [{ at: began + 20, task: "reply", said: "#1#", title: "Chaos u0" }],
  silences: [{ chat: "chat", from: began, to: began + 900 }],
  faults: [],
  killed: [],
};

/** The clean run with other rows; the tab shows those, unless it is said what it shows. */
export const withRows = (
  messages: readonly MessageRow[],
  rows: Partial<Evidence["rows"]> = {},
): Evidence => ({
  ...clean,
  screens: [screenOf(messages)],
  rows: { ...clean.rows, messages, ...rows },
});
