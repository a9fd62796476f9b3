// Every frame but `restore_chat`: messages to the mentor, reading on, and the switch commands.
import * as Chats from "@ai-learning/core/chat/chat";
import { PublicError } from "@ai-learning/core/error";
import * as Deltas from "@ai-learning/core/turn/resume";
import { studiedIn } from "@ai-learning/core/turn/studied";
import * as Turns from "@ai-learning/core/turn/turn";
import * as Again from "@ai-learning/core/turn/again";
import {
  clientFrames,
  continueFrame,
  editFrame,
  historyPageFrame,
  regenerateFrame,
  resumeFrame,
  stopFrame,
  textFrame,
} from "@ai-learning/protocol/websocket";
import { parse } from "../validate.ts";
import type { FrameEvent, Result } from "./event.ts";
import { onFrame, stillSignedIn, type Frame } from "./frame.ts";
import { historyFor } from "./history.ts";
import { onCommand } from "./switch.ts";

async function onText({ connection, fields }: Frame): Promise<void> {
  const frame = parse(textFrame, fields);
  await Turns.accept({
    userId: connection.user_id,
    version: connection.token_version,
    key: connection.session_key,
    chatId: frame.chat_id ?? null,
    trackId: frame.track_id ?? null,
    hint: null,
    kind: "text",
    content: frame.message,
    clientMessageId: frame.client_message_id ?? null,
    openedOver: "socket",
    context: null,
    studied: studiedIn(frame),
    connection,
  });
}

async function onHistoryPage(given: Frame): Promise<void> {
  const { connection, fields, reply } = given;
  const frame = parse(historyPageFrame, fields);
  await stillSignedIn(given);
  const page = await Chats.history(connection.user_id, frame.chat_id, {
    sessionId: connection.session_id,
    before: frame.before,
    frame: true,
  });
  await reply({
    type: "history_page",
    session_id: connection.session_key,
    chat_id: frame.chat_id,
    history: historyFor(connection, page.history),
    has_more: page.has_more,
  });
}

async function onStop({ connection, fields }: Frame): Promise<void> {
  const { message_id } = parse(stopFrame, fields);
  const { token_version: version } = connection;
  await Again.stop(connection.user_id, message_id, { version, connection });
}

const repeated = ({ connection }: Frame) => ({
  userId: connection.user_id,
  version: connection.token_version,
  openedOver: "socket" as const,
  connection,
});

async function onRegenerate(given: Frame): Promise<void> {
  const { message_id: messageId, attempt } = parse(regenerateFrame, given.fields);
  await Again.repeat({ ...repeated(given), messageId, attempt, edit: null });
}

async function onContinue(given: Frame): Promise<void> {
  const { message_id: messageId, attempt } = parse(continueFrame, given.fields);
  await Again.repeat({ ...repeated(given), messageId, attempt, goesOn: true, edit: null });
}

async function onEdit(given: Frame): Promise<void> {
  const frame = parse(editFrame, given.fields);
  await Again.repeat({
    ...repeated(given),
    messageId: frame.message_id,
    attempt: null,
    edit: { content: frame.message, clientMessageId: frame.client_message_id },
  });
}

const frames = {
  text: onText,
  message: onText,
  history_page: onHistoryPage,
  stop: onStop,
  regenerate: onRegenerate,
  continue: onContinue,
  edit: onEdit,
  resume: async (given: Frame) => {
    const frame = parse(resumeFrame, given.fields);
    await stillSignedIn(given);
    await Deltas.resume(given.connection, frame);
  },
  ping: async ({ reply }: Frame) => reply({ type: "pong", timestamp: new Date().toISOString() }),
};

export const handler = (event: FrameEvent): Promise<Result> =>
  onFrame(event, async (frame) => {
    if (frame.connection.channel === "switch") return onCommand(frame);
    const type = frame.fields["type"] ?? "text";
    if (typeof type !== "string" || !Object.hasOwn(frames, type)) {
      const known = Object.keys(clientFrames).join(", ");
      const named = typeof type === "string" ? type.slice(0, 60) : "not a string";
      throw new PublicError("unknown_type", `Unknown type: ${named}. Known: ${known}`);
    }
    return frames[type as keyof typeof frames](frame);
  });
