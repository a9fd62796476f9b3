// Modules: how they come of a plan, how they teach, and the original's routes to them.
import * as Chats from "@ai-learning/core/chat/chat";
import { problem } from "@ai-learning/core/error";
import * as Jobs from "@ai-learning/core/job/job";
import { freeLessonOpening } from "@ai-learning/core/learning/openings";
import * as Learning from "@ai-learning/core/learning/learning";
import { request as finalizeRequest } from "@ai-learning/core/module/summary";
import * as Tracks from "@ai-learning/core/track/track";
import { acceptFinalization } from "@ai-learning/core/turn/finalise";
import * as Turns from "@ai-learning/core/turn/turn";
import { generateLessonAnswer } from "@ai-learning/protocol/lesson";
import { learningRoutes } from "@ai-learning/protocol/learning-routes";
import { idempotencyKey, serve, type Handlers } from "./app.ts";
import { accepted, acceptedJob, checkUser, isPatient, turnAnswer } from "./shared.ts";

interface Named {
  readonly track_id: string;
  readonly module_id: string;
  readonly user_id?: string | null | undefined;
}

/** The module that a client of the original means. */
function moduleOf(userId: string, body: Named): Promise<string> {
  checkUser(body.user_id, userId);
  return Learning.moduleNamed(userId, body.track_id, body.module_id);
}

/** Messages of a study chat that the original's history has. */
const historyItems = 100;

const handlers: Handlers<"learning"> = {
  finalize: async ({ body, user, fresh, headers }) => {
    checkUser(body.user_id, user.id, fresh);
    const track = await Tracks.get(user.id, body.track_id);
    const turn = await acceptFinalization({
      userId: user.id,
      key: body.session_id,
      chatId: null,
      track,
      hint: null,
      content: finalizeRequest(track, user.locale),
      clientMessageId: null,
      openedOver: "http",
      context: null,
    });
    const answer = await Turns.wait(user.id, turn, isPatient(headers));
    if (answer === null) return accepted(turn, body.session_id, fresh);
    if (answer.status === "stopped") throw problem("stopped");
    const { modules } = await Tracks.get(user.id, body.track_id);
    return {
      body: {
        ...turnAnswer(turn, answer, fresh),
        ...(answer.notes?.from_plan && { from_plan: true as const }),
        modules_count: modules.length,
        modules,
        track_id: body.track_id,
      },
    };
  },
  today: async ({ claims }) => ({ body: await Learning.today(claims) }),
  getModule: async ({ claims, params }) => ({ body: await Learning.read(claims, params.id) }),
  startModule: async ({ user, params, headers }) => {
    const started = await Learning.start(user.id, params.id, isPatient(headers));
    return "jobId" in started
      ? acceptedJob(started.jobId)
      : { body: Learning.show(started.opened) };
  },
  outlineModule: async ({ user, params, headers }) => {
    const outlined = await Learning.outline(user.id, params.id, isPatient(headers));
    return "jobId" in outlined
      ? acceptedJob(outlined.jobId)
      : { body: { success: true, lessons: outlined.lessons.length } };
  },
  changeModule: async ({ user, params, body }) => ({
    body: await Learning.changeModule(user.id, params.id, body.completed),
  }),
  getLesson: async ({ claims, params, query }) => ({
    body: await Learning.lesson(claims, params.id, query.version ?? null),
  }),
  writeLesson: async ({ user, params, body }) => {
    const opened = await Learning.write(user.id, { lessonId: params.id, ...body });
    return { body: Learning.show(opened) };
  },
  changeLesson: async ({ user, params, body }) => ({
    body: await Learning.changeLesson(user.id, params.id, body),
  }),
  changeAssignment: async ({ user, params, body }) => ({
    body: await Learning.changeAssignment(user.id, params.id, body),
  }),

  moduleStart: async ({ user, body, headers }) => {
    const moduleId = await moduleOf(user.id, body);
    const started = await Learning.start(user.id, moduleId, isPatient(headers));
    if ("jobId" in started) return acceptedJob(started.jobId);
    const { opened } = started;
    const answer = await Turns.wait(user.id, opened, isPatient(headers));
    if (answer === null) return accepted(opened, body.session_id ?? opened.session_id);
    return {
      body: {
        success: true,
        module_summary: answer.content,
        chat_id: opened.chat_id,
        module_id: moduleId,
        lesson_id: opened.lesson_id,
        error: null,
        tokens_used: answer.tokens,
      },
    };
  },
  moduleChat: async ({ user, body, headers }) => {
    const moduleId = await moduleOf(user.id, body);
    const { chatId, sessionId } = await Learning.studyChat(user.id, moduleId);
    const turn = await Turns.accept({
      userId: user.id,
      key: sessionId,
      chatId,
      trackId: null,
      hint: null,
      kind: "text",
      content: body.message,
      clientMessageId: body.client_message_id ?? idempotencyKey(headers),
      openedOver: "http",
      context: null,
    });
    const answer = await Turns.wait(user.id, turn, isPatient(headers));
    if (answer === null) return accepted(turn, body.session_id ?? sessionId);
    return {
      body: {
        success: true,
        response: answer.content,
        chat_id: turn.chat_id,
        message_id: turn.answer_id,
        error: null,
        tokens_used: answer.tokens,
      },
    };
  },
  moduleChatHistory: async ({ user, body }) => {
    const { chat_id } = await Learning.module(user.id, await moduleOf(user.id, body));
    const page =
      chat_id === null
        ? { history: [] }
        : await Chats.history(user.id, chat_id, { limit: historyItems });
    return { body: { success: true, history: page.history, error: null } };
  },
  moduleComplete: async ({ user, body }) => {
    const moduleId = await moduleOf(user.id, body);
    const { module } = await Learning.changeModule(user.id, moduleId, true);
    return {
      body: {
        success: true,
        message:
          user.locale === "ru" ? `Модуль «${module.title}» завершён` : `Completed: ${module.title}`,
        module_id: moduleId,
        status: "completed",
      },
    };
  },
  generateLesson: async ({ user, body, headers }) => {
    const job = await Jobs.open(
      freeLessonOpening(user.id, {
        title: body.lesson_title,
        context: body.module_context,
        kind: body.content_type ?? "lecture",
        idempotencyKey: idempotencyKey(headers),
      }),
    );
    if (job === null) throw problem("internal_error");
    const ended = await Jobs.wait(user.id, job, isPatient(headers));
    if (ended === null) return acceptedJob(job.id);
    return {
      body: generateLessonAnswer.parse({ success: true, error: null, ...Object(ended.result) }),
    };
  },
};

export const handler = serve("learning", handlers, learningRoutes);
