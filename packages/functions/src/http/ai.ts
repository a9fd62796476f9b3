// The mentor over HTTP: the same turns as on a socket, waited for.
import * as Chats from "@ai-learning/core/chat/chat";
import { problem } from "@ai-learning/core/error";
import * as Limit from "@ai-learning/core/auth/rate-limit";
import { testConnection } from "@ai-learning/core/model/connection-test";
import * as Jobs from "@ai-learning/core/job/job";
import * as Plan from "@ai-learning/core/track/plan-opening";
import * as Again from "@ai-learning/core/turn/again";
import * as Turns from "@ai-learning/core/turn/turn";
import { studiedIn } from "@ai-learning/core/turn/studied";
import * as ModelSettings from "@ai-learning/core/user/model-settings";
import { planResult } from "@ai-learning/protocol/job";
import type { SignIn } from "@ai-learning/core/auth/sign-in";
import { idempotencyKey, serve } from "./app.ts";
import { accepted, acceptedJob, checkUser, isPatient, turnAnswer, type Headers } from "./shared.ts";

/** "Python - beginner - 40h", as the original names the track: the skill is what stands before. */
const contextTail = /^(.+?) - [^-]* - [^-]*$/s;

/** The title or skill area in a client's own description of the track, if it has one. */
function hintOf(context: unknown): string | null {
  if (typeof context !== "string" || context.length > 1_000 || context.includes("\0")) return null;
  return (contextTail.exec(context)?.[1] ?? context).trim() || null;
}

const chatAnswer = (turn: Turns.Accepted, answer: Turns.WrittenAnswer, fresh: SignIn | null) => ({
  ...turnAnswer(turn, answer, fresh),
  response: answer.content,
  reply_to: turn.message_id,
});

/**
 * A turn done again, and its new or longer answer. Throws the turn's own error when that failed, also where an older one
 * is kept, unless nobody waits for it.
 */
async function repeated(
  userId: string,
  headers: Headers,
  again: Pick<Again.Repetition, "messageId" | "attempt" | "goesOn" | "edit">,
) {
  const turn = await Again.repeat({ userId, openedOver: "http", ...again });
  const patient = isPatient(headers);
  const answer = await Turns.wait(userId, turn, patient);
  const isFailed = answer !== null && answer.error_code !== null;
  if (answer === null || (isFailed && !patient)) return accepted(turn, turn.session_id, null);
  if (isFailed) throw Turns.failure(answer);
  return { body: chatAnswer(turn, answer, null) };
}

export const handler = serve("ai", {
  welcome: async ({ body, user, fresh, headers }) => {
    checkUser(body.user_id, user.id, fresh);
    const turn = await Turns.accept({
      userId: user.id,
      key: body.session_id,
      chatId: null,
      trackId: body.track_id ?? null,
      hint: body.skill_area,
      kind: "welcome",
      content: "",
      clientMessageId: null,
      openedOver: "http",
      context: {
        skill_area: body.skill_area,
        user_expectations: body.user_expectations ?? "",
        difficulty_level: body.difficulty_level ?? "beginner",
        duration_hours: body.duration_hours ?? null,
      },
    });
    const answer = await Turns.wait(user.id, turn, isPatient(headers));
    if (answer === null) return accepted(turn, body.session_id, fresh);
    return { body: { ...turnAnswer(turn, answer, fresh), message: answer.content } };
  },
  chatResponse: async ({ body, user, fresh, headers }) => {
    checkUser(body.user_id, user.id, fresh);
    const turn = await Turns.accept({
      userId: user.id,
      key: body.session_id,
      chatId: body.chat_id ?? null,
      trackId: body.track_id ?? null,
      hint: hintOf(body.track_context),
      kind: "text",
      content: body.message,
      clientMessageId: body.client_message_id ?? idempotencyKey(headers),
      openedOver: "http",
      context: null,
      studied: studiedIn(body),
    });
    const answer = await Turns.wait(user.id, turn, isPatient(headers));
    if (answer === null) return accepted(turn, body.session_id, fresh);
    return { body: chatAnswer(turn, answer, fresh) };
  },
  stop: async ({ body, user }) => {
    const { message_id } = body;
    await Again.stop(user.id, message_id);
    const { chat_id, message } = await Chats.message(user.id, message_id);
    return { body: { success: true, chat_id, message_id, status: message.status } };
  },
  regenerate: ({ body, user, headers }) =>
    repeated(user.id, headers, { messageId: body.message_id, attempt: body.attempt, edit: null }),
  continue: ({ body: { message_id: messageId, attempt }, user, headers }) =>
    repeated(user.id, headers, { messageId, attempt, goesOn: true, edit: null }),
  edit: ({ body, user, headers }) =>
    repeated(user.id, headers, {
      messageId: body.message_id,
      attempt: null,
      edit: { content: body.message, clientMessageId: body.client_message_id },
    }),
  generatePlan: async ({ body, user, headers }) => {
    const opened = await Jobs.open(
      Plan.opening(user.id, {
        trackId: body.track_id,
        chatId: body.chat_id ?? null,
        expectations: body.user_expectations || null,
        idempotencyKey: idempotencyKey(headers),
      }),
    );
    // Only an outline may be there already.
    if (opened === null) throw problem("internal_error");
    const ended = await Jobs.wait(user.id, opened, isPatient(headers));
    if (ended === null) return acceptedJob(opened.id);
    return { body: { success: true, error: null, ...planResult.parse(ended.result) } };
  },
  getJob: async ({ user, params }) => ({ body: await Jobs.read(user.id, params.id) }),
  defaultConfig: async () => ({ body: ModelSettings.defaults() }),
  userConfig: async ({ user }) => ({ body: await ModelSettings.read(user.id) }),
  setUserConfig: async ({ user, body }) => ({ body: await ModelSettings.save(user.id, body) }),
  deleteUserConfig: async ({ user }) => ({ body: await ModelSettings.remove(user.id) }),
  chatConfig: async ({ user, params }) => ({
    body: await ModelSettings.readOfChat(user.id, params.id),
  }),
  setChatConfig: async ({ user, params, body }) => ({
    body: await ModelSettings.saveOfChat(user.id, params.id, body),
  }),
  testConnection: async ({ body, user, locale, address }) => {
    await Limit.take("anonymousCallsByAddress", address);
    const tested = await testConnection(
      {
        apiKey: body.api_key ?? null,
        baseUrl: body.base_url ?? null,
        modelName: body.model_name ?? null,
      },
      locale,
      user?.id ?? null,
    );
    return {
      body: {
        success: true,
        message: tested.message,
        model_used: tested.model,
        tokens_used: tested.tokens,
        error: null,
      },
    };
  },
});
