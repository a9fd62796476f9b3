// Planning sessions, chats and messages.
import * as z from "zod";
import { id, sessionKey } from "./id.ts";
import { limits } from "./limits.ts";
import { choice, line } from "./text.ts";

export const chatTypes = [
  "planning",
  "welcome",
  "discussion",
  "finalization",
  "module_learning",
] as const;
export const sessionStatuses = ["active", "paused", "completed", "archived"] as const;
export const senders = ["user", "ai"] as const;
export const messageTypes = ["text", "welcome", "finalization", "plan", "lesson"] as const;

/** How an answer with a text ended; `truncated`: the model's own length limit cut it. */
export const textStatuses = ["complete", "truncated", "stopped"] as const;
export type TextStatus = (typeof textStatuses)[number];

/** Where an answer stands; a learner's own message is always `complete`. */
export const messageStatuses = ["pending", "generating", ...textStatuses, "failed"] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** What a model does before its first word: it has not begun to answer for some seconds, or it thinks. */
export const modelStates = ["starting", "thinking"] as const;
export type ModelState = (typeof modelStates)[number];

/** What the owner of a model can do about an answer that failed. */
export const modelAdvice = [
  "check_key",
  "check_account",
  "check_model",
  "web_page",
  "not_an_api",
  "window_too_small",
  "starting",
] as const;
export type ModelAdvice = (typeof modelAdvice)[number];

/** What a learner has before them who asks in a study chat. */
export const studied = {
  lesson_version_id: id.nullish().describe("the text of a lesson that is open"),
  hints_shown: z
    .int()
    .min(0)
    .max(3)
    .nullish()
    .describe("of an exercise that is being done, the hints that were looked at"),
};

/** What is known about an answer beside its text. */
export const answerNotes = z.object({
  left_out: z
    .int()
    .min(1)
    .optional()
    .describe("older messages of the chat that did not fit the model's window"),
  advice: z
    .enum(modelAdvice)
    .optional()
    .describe("what can be done about a failure of the user's own model"),
  retry_at: z
    .string()
    .optional()
    .describe("before this moment another try of the model is likely to fail too"),
  from_plan: z
    .literal(true)
    .optional()
    .describe("of modules made: they are those of the plan shown, and no model was asked"),
});
export type AnswerNotes = z.infer<typeof answerNotes>;

export const statusChange = choice(
  sessionStatuses,
  "Invalid status. Must be: active, paused, completed, or archived",
);

export const session = z.object({
  id: z.string(),
  track_id: z.string().describe("empty while the session has no track"),
  session_name: z.string(),
  status: z.enum(sessionStatuses),
  created_at: z.string(),
  updated_at: z.string(),
});
export type Session = z.infer<typeof session>;

export const chat = z.object({
  id: z.string(),
  session_id: z.string(),
  chat_name: z.string(),
  chat_type: z.enum(chatTypes),
  status: z.enum(sessionStatuses),
  is_primary: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type Chat = z.infer<typeof chat>;

const turnFields = {
  position: z.int().describe("place in the chat, from 1"),
  status: z.enum(messageStatuses),
  attempt: z.int().describe("try of the model the text comes from; 0 for a learner's message"),
  revision: z
    .int()
    .describe("times the learner's message was edited; of an answer, the edition it answers"),
  reply_to: z.string().nullable(),
  client_message_id: z.string().nullable(),
  error_code: z
    .string()
    .nullable()
    .describe("why it failed; beside a text, why there is no newer one"),
  truncated: z.literal(true).optional().describe("the text is longer: ask with `resume`"),
  lesson_version_id: z
    .string()
    .optional()
    .describe("in a study chat: the text of a lesson it is, or that was open when it was asked"),
  ...answerNotes.shape,
};

/** A message as the table has it. */
export const message = z.object({
  id: z.string(),
  chat_id: z.string(),
  sender_type: z.enum(senders),
  message_content: z.string(),
  message_type: z.enum(messageTypes),
  ai_model_used: z.string().nullable(),
  tokens_used: z.int().nullable(),
  timestamp: z.string(),
  ...turnFields,
});
export type Message = z.infer<typeof message>;

/** A message as a screen shows it. */
export const historyItem = z.object({
  id: z.string(),
  chat_id: z.string(),
  sender: z.enum(senders),
  content: z.string(),
  message_type: z.enum(messageTypes),
  timestamp: z.string(),
  ai_model_used: z.string().nullable(),
  tokens_used: z.int().nullable(),
  ...turnFields,
});
export type HistoryItem = z.infer<typeof historyItem>;

export const chatInfo = z.object({
  chat_id: z.string(),
  chat_name: z.string(),
  chat_type: z.enum(chatTypes),
  status: z.enum(sessionStatuses),
  ai_context: z.unknown(),
  created_at: z.string(),
});
export type ChatInfo = z.infer<typeof chatInfo>;

/** The newest part of a chat; older messages follow page by page. */
export const history = z.object({
  success: z.literal(true),
  chat_info: chatInfo,
  history: z.array(historyItem),
  message_count: z.int().describe("messages in the whole chat"),
  has_more: z.boolean().describe("older messages exist: ask again with `before`"),
});
export type History = z.infer<typeof history>;

export const restored = z.object({
  success: z.literal(true),
  has_existing_chat: z.boolean(),
  chat_id: z.string().nullable(),
  chat_info: chatInfo.nullable(),
  history: z.array(historyItem),
  message_count: z.int(),
  has_more: z.boolean(),
});
export type Restored = z.infer<typeof restored>;

export const sessionDraft = z.object({ track_id: id, session_name: line(limits.titleChars) });

export const chatDraft = z.object({
  session_id: sessionKey,
  chat_name: line(limits.titleChars).nullish(),
  chat_type: choice(chatTypes, `Invalid chat type. Must be: ${chatTypes.join(", ")}`).default(
    "planning",
  ),
});

/** A chat under another name. */
export const chatChange = z.object({ chat_name: line(limits.titleChars) });

export const chatSwitch = z.object({ chat_id: id });

export const activeChat = z.object({
  success: z.literal(true),
  session_id: z.string(),
  active_chat_id: z.string().nullable(),
  is_active: z.boolean().describe("a socket of this session is open"),
});

export const sessionChats = z.object({
  session_id: z.string(),
  session_name: z.string(),
  track_title: z.string(),
  track_id: z.string(),
  session_created_at: z.string(),
  chats: z.array(
    z.object({
      chat_id: z.string(),
      chat_name: z.string(),
      chat_type: z.enum(chatTypes),
      status: z.enum(sessionStatuses),
      created_at: z.string(),
      updated_at: z.string(),
    }),
  ),
});
export type SessionChats = z.infer<typeof sessionChats>;
