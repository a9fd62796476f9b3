// The WebSocket contract: what a client sends and what the server sends, one union each.
import * as z from "zod";
import * as ai from "./ai.ts";
import * as chat from "./chat.ts";
import { errorCodes } from "./error.ts";
import { claimedUserId, clientMessageId, id } from "./id.ts";
import { jobKinds } from "./job.ts";
import { limits } from "./limits.ts";
import { content } from "./text.ts";

const common = {
  user_id: claimedUserId.nullish(),
  /** Sent as 2 by clients that understand deltas; one that never sends it is the original's. */
  protocol: z.literal(2).optional(),
};

export const restoreFrame = z.object({
  ...common,
  type: z.literal("restore_chat"),
  chat_id: id.nullish(),
  track_id: id.nullish(),
});

export const textFrame = z.object({
  ...common,
  type: z.enum(["text", "message"]).default("text"),
  message: content(limits.messageChars),
  chat_id: id.nullish(),
  track_id: id.nullish(),
  client_message_id: clientMessageId.nullish(),
  ...chat.studied,
});

export const resumeFrame = z.object({
  ...common,
  type: z.literal("resume"),
  message_id: id,
  attempt: z.int().min(0),
  offset: z.int().min(0),
});

/** Ends an answer where it is. */
export const stopFrame = z.object({ ...common, type: z.literal("stop"), ...ai.stopBody.shape });

/** Writes the chat's last answer anew. */
export const regenerateFrame = z.object({
  ...common,
  type: z.literal("regenerate"),
  ...ai.regenerateBody.shape,
});

/** Lets the chat's last answer go on where it was cut. */
export const continueFrame = z.object({
  ...common,
  type: z.literal("continue"),
  ...ai.continueBody.shape,
});

/** Replaces the chat's last message and answers the new text. */
export const editFrame = z.object({ ...common, type: z.literal("edit"), ...ai.editBody.shape });

export const historyPageFrame = z.object({
  ...common,
  type: z.literal("history_page"),
  chat_id: id,
  before: z.int().min(1).max(limits.maxPosition),
});

export const pingFrame = z.object({ ...common, type: z.literal("ping") });

/** What a client may send on `/ws/chat/{session key}`, by `type`. */
export const clientFrames = {
  restore_chat: restoreFrame,
  text: textFrame,
  message: textFrame,
  resume: resumeFrame,
  history_page: historyPageFrame,
  stop: stopFrame,
  regenerate: regenerateFrame,
  continue: continueFrame,
  edit: editFrame,
  ping: pingFrame,
} as const;
export type ClientFrameType = keyof typeof clientFrames;

/** What a client may send on `/ws/chat/{session key}/switch`, by `command`. */
export const switchCommands = {
  switch_chat: z.object({ ...common, command: z.literal("switch_chat"), chat_id: id }),
  get_user_chats: z.object({ ...common, command: z.literal("get_user_chats") }),
  restore_history: z.object({ ...common, command: z.literal("restore_history"), chat_id: id }),
} as const;
export type SwitchCommandName = keyof typeof switchCommands;

const place = {
  session_id: z.string().describe("the session key this socket was opened with"),
  chat_id: z.string(),
};

/** What an answer goes on from. */
const continued = z
  .object({
    attempt: z.int().describe("the attempt that was cut"),
    length: z.int().describe("UTF-16 code units of its text, with which this attempt begins"),
  })
  .optional();

const answerPlace = {
  ...place,
  message_id: z.string().describe("the answer"),
  reply_to: z.string().nullable().describe("the learner's message; null for the welcome"),
  position: z.int(),
  attempt: z.int(),
  revision: z
    .int()
    .optional()
    .describe("edition of the learner's message that is answered; absent: the first, 0"),
  continues: continued.describe("the answer goes on from an earlier attempt"),
};

export const chatRestored = z.object({
  type: z.literal("chat_restored"),
  session_id: z.string(),
  ...chat.restored.shape,
  timestamp: z.string(),
});

export const historyPage = z.object({
  type: z.literal("history_page"),
  ...place,
  history: z.array(chat.historyItem),
  has_more: z.boolean(),
});

export const messageAccepted = z.object({
  type: z.literal("message_accepted"),
  ...place,
  message_id: z.string().nullable().describe("the learner's message; null for the welcome"),
  client_message_id: z.string().nullable(),
  message: z.string().describe("the learner's text"),
  revision: z.int().describe("times the text was edited"),
  message_type: z.enum(chat.messageTypes),
  position: z.int(),
  answer_id: z.string(),
  answer_position: z.int(),
  answer_status: z.enum(chat.messageStatuses),
  answer_attempt: z.int(),
  answer_continues: continued.describe("the answer goes on from an earlier attempt"),
  timestamp: z.string(),
});

/** A message that nobody answers: a plan that the learner edited; with `protocol: 2` only. */
export const messageAdded = z.object({
  type: z.literal("message_added"),
  ...place,
  message: chat.historyItem,
});

export const aiDelta = z.object({
  type: z.literal("ai_delta"),
  ...answerPlace,
  offset: z.int().describe("UTF-16 code units of this attempt's text before `text`"),
  text: z.string(),
});

/** What the model does while nothing of its answer has come; with `protocol: 2` only. */
export const aiState = z.object({
  type: z.literal("ai_state"),
  ...answerPlace,
  state: z.enum(chat.modelStates),
});

export const aiResponse = z.object({
  type: z.literal("ai_response"),
  ...answerPlace,
  message: z.string(),
  status: z.enum(chat.textStatuses),
  timestamp: z.string(),
  tokens_used: z.int().nullable(),
  model_used: z.string().nullable(),
  is_welcome: z.literal(true).optional(),
  truncated: z.literal(true).optional().describe("ask for the rest with `resume`"),
  error_code: z
    .enum(errorCodes)
    .optional()
    .describe("why the earlier answer came back: a new one could not be written"),
  ...chat.answerNotes.shape,
});

export const finalizationComplete = z.object({
  type: z.literal("finalization_complete"),
  ...answerPlace,
  message: z.string().describe("a summary in markdown"),
  status: z.literal("complete"),
  modules_created: z.int(),
  track_id: z.string(),
  timestamp: z.string(),
  tokens_used: z.int().nullable(),
  model_used: z.string().nullable(),
  truncated: z.literal(true).optional().describe("ask for the rest with `resume`"),
  ...chat.answerNotes.shape,
});

/** The end of a job, to every tab of its user: `GET /api/jobs/{id}` has the result. */
export const jobDone = z.object({
  type: z.literal("job_done"),
  session_id: z.string().describe("the session key this socket was opened with"),
  job_id: z.string(),
  kind: z.enum(jobKinds),
  status: z.enum(["complete", "failed"]),
  track_id: z.string().nullable(),
  error_code: z.enum(errorCodes).optional(),
  message: z.string().optional().describe("why it failed"),
  ...chat.answerNotes.shape,
  timestamp: z.string(),
});

/** A refused frame, or the end of a turn that failed (then with the answer's place). */
export const errorFrame = z.object({
  type: z.literal("error"),
  code: z.enum(errorCodes),
  message: z.string(),
  session_id: z.string(),
  chat_id: z.string().nullable(),
  timestamp: z.string(),
  client_message_id: z.string().optional(),
  message_id: z.string().optional(),
  reply_to: z.string().nullable().optional(),
  position: z.int().optional(),
  attempt: z.int().optional(),
  revision: z.int().optional(),
  continues: continued,
  status: z.literal("failed").optional(),
  ...chat.answerNotes.shape,
});

export const pong = z.object({ type: z.literal("pong"), timestamp: z.string() });

export const chatSwitched = z.object({
  type: z.literal("chat_switched"),
  ...place,
  ...chat.history.shape,
});
export const userChats = z.object({
  type: z.literal("user_chats"),
  session_id: z.string(),
  chats: z.array(chat.sessionChats),
  has_more: z.literal(true).optional().describe("older chats did not fit: they are over HTTP"),
});
export const historyRestored = z.object({
  type: z.literal("history_restored"),
  ...place,
  history: z.array(chat.historyItem),
  message_count: z.int(),
  has_more: z.boolean(),
});

/** Everything the server sends. */
export const serverFrame = z.discriminatedUnion("type", [
  chatRestored,
  historyPage,
  messageAccepted,
  messageAdded,
  aiDelta,
  aiState,
  aiResponse,
  finalizationComplete,
  jobDone,
  errorFrame,
  pong,
  chatSwitched,
  userChats,
  historyRestored,
]);
export type ServerFrame = z.infer<typeof serverFrame>;
export type ErrorFrame = z.infer<typeof errorFrame>;
