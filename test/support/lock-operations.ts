// Every writing operation of a user, as core's own statements: each is run against each other by the test of locks.
import { randomBytes, randomUUID } from "node:crypto";
import type { Claim } from "@ai-learning/core/turn/turn.sql";
import type { World } from "./lock-world.ts";

export type Operation = (world: World) => Promise<unknown>;

/** All operations by name. Imported late: core reads its settings once. */
export async function operations(): Promise<ReadonlyMap<string, Operation>> {
  const [turns, jobs, accounts, places, lessons] = await Promise.all([
    turnOperations(),
    jobOperations(),
    accountOperations(),
    placeOperations(),
    lessonOperations(),
  ]);
  return new Map(Object.entries({ ...turns, ...jobs, ...accounts, ...places, ...lessons }));
}

const limits = {
  version: null,
  openedOver: "socket",
  reserve: 10,
  finalizationReserve: 10,
  lessonReserve: 10,
  limit: { user: 1_000_000, guest: 1_000_000 },
  maxTurns: 100,
} as const;

const ledger = {
  requests: 1,
  model: "scripted",
  prompt_tokens: 5,
  cached_tokens: 0,
  completion_tokens: 5,
  token_source: "reported",
  first_token_ms: 1,
  duration_ms: 2,
  outcome: "complete",
  error_code: null,
  price_usd: 0.000_1,
} as const;

const claimOf = ({ user, track, session, writing }: World): Claim => ({
  over: null,
  chat_id: writing.chat,
  session_id: session,
  track_id: track,
  user_id: user,
  locale: "en",
  message_id: writing.answer,
  reply_to: null,
  position: 4,
  attempt: 1,
  revision: 0,
  continues: null,
  lease_attempt: 1,
  kind: "finalization",
  opened_over: "socket",
  call_id: writing.call,
  context: null,
  own_model: null,
  held: 100,
  module_id: null,
  timestamp: "",
});
const module = (id: string, title: string) => ({
  id,
  title,
  description: "",
  learning_objectives: [],
  estimated_duration_hours: 1,
  source: {} as never,
});

async function turnOperations(): Promise<Record<string, Operation>> {
  const Turns = await import("@ai-learning/core/turn/turn.sql");
  const open = (
    world: World,
    opening: Partial<Parameters<typeof Turns.accept>[0]>,
  ): Promise<unknown> =>
    Turns.accept({
      userId: world.user,
      key: "first",
      chatId: null,
      trackId: null,
      hint: null,
      kind: "text",
      content: "More of it",
      clientMessageId: randomUUID(),
      context: null,
      ...limits,
      ...opening,
    });
  return {
    "a message": (world) => open(world, { chatId: world.writing.chat }),
    "a message to the active chat": (world) => open(world, {}),
    "a message that binds its key to a track": (world) =>
      open(world, { key: world.looseKey, trackId: world.track }),
    "a message that brings its key's session along": (world) =>
      open(world, { key: world.looseKey, chatId: world.finished.chat }),
    "a welcome that finds its track by name": (world) =>
      open(world, { key: world.looseKey, kind: "welcome", hint: "Clay", content: "" }),
    "a finalisation": (world) =>
      open(world, { key: "finished", kind: "finalization", content: "Finalise" }),
    "another answer": (world) =>
      Turns.repeat({
        userId: world.user,
        messageId: world.finished.answer,
        attempt: 1,
        edit: null,
        ...limits,
      }),
    "an edit": (world) =>
      Turns.repeat({
        userId: world.user,
        messageId: world.finished.question,
        attempt: null,
        edit: { content: "Goodbye", clientMessageId: randomUUID() },
        ...limits,
      }),
    "a stop": (world) => Turns.stop(world.user, null, world.writing.answer),
    "a stop of a turn that waits": (world) => Turns.stop(world.user, null, world.waiting.answer),
    "a claim": (world) => Turns.claim(world.waiting.chat, "scripted"),
    "a checkpoint": (world) =>
      Turns.checkpoint(claimOf(world), "Some text", {
        callId: world.writing.call,
        promptTokens: 10,
      }),
    "another call": (world) => Turns.openCall(claimOf(world), "scripted"),
    "a settlement with modules": (world) => {
      const [kept = ""] = world.modules;
      const modules = [module(kept, "Kept"), module(randomUUID(), "New")];
      return Turns.settle(
        claimOf(world),
        {
          status: "complete",
          text: "Done",
          error: null,
          tokens: 10,
          model: "scripted",
          ledger,
          modules,
          title: "Clay by hand",
          lesson: null,
          notes: null,
        },
        "scripted",
        true,
      );
    },
    "a turn given up": (world) => Turns.giveUp(world.waiting.answer, "gave_up"),
    "a deferral": (world) => Turns.defer(world.user, world.writing.answer),
  };
}

async function jobOperations(): Promise<Record<string, Operation>> {
  const Jobs = await import("@ai-learning/core/job/job.sql");
  const open = (world: World, key: string, trackId: string): Promise<unknown> =>
    Jobs.open({
      userId: world.user,
      kind: "generate-plan",
      input: { track_id: trackId },
      idempotencyKey: key,
      reserve: { calls: 2, answerTokens: 10, bytes: 1_000 },
    });
  const heldBy = (world: World) => ({ job_id: world.working.job, fence: 1 });
  return {
    "a new job": (world) => open(world, "three", world.track),
    "a repeated job": (world) => open(world, "two", world.finished.track),
    "a claimed job": (world) => Jobs.claim(world.waitingJob, "scripted"),
    "a renewed job": (world) =>
      Jobs.renew(heldBy(world), { callId: world.working.call, promptTokens: 10 }),
    "another call of a job": (world) =>
      Jobs.nextCall(
        heldBy(world),
        { callId: world.working.call, ledger: { ...ledger, outcome: "failed" } },
        { name: "scripted", own: false },
      ),
    "a settled job": (world) =>
      Jobs.settle(heldBy(world), {
        status: "complete",
        result: { plan: { modules: [] } },
        error: null,
        notes: null,
        tokens: 10,
        callId: world.working.call,
        ledger,
      }),
    "a job given up": (world) => Jobs.giveUp(world.waitingJob, "gave_up"),
  };
}

async function accountOperations(): Promise<Record<string, Operation>> {
  const [Users, Refresh, Usage, Model, Settings, Export, Analytics] = await Promise.all([
    import("@ai-learning/core/user/user.sql"),
    import("@ai-learning/core/auth/refresh.sql"),
    import("@ai-learning/core/usage/usage.sql"),
    import("@ai-learning/core/model/client"),
    import("@ai-learning/core/user/model-settings.sql"),
    import("@ai-learning/core/user/export"),
    import("@ai-learning/core/analytics/analytics.sql"),
  ]);
  return {
    "a guest absorbed": (world) => Users.absorb(world.guest, world.user),
    "a deleted user": (world) => Users.remove(world.user),
    "a deleted guest": (world) => Users.remove(world.guest),
    "stale guests deleted": () => Users.deleteStaleGuests(7, 2),
    "signing out everywhere": (world) => Users.signOutEverywhere(world.user),
    "signing out one device": (world) => Refresh.revokeFamily(world.user, world.family),
    "another password": (world) => Users.setPassword(world.user, 1, "!"),
    "another sign-in": (world) =>
      Refresh.insert({
        userId: world.user,
        family: world.otherFamily,
        hash: randomBytes(32),
        days: 1,
      }),
    "a renewed sign-in": (world) => {
      const hash = randomBytes(32);
      return Refresh.trade(Buffer.from(world.token, "hex"), {
        judge: () => ({ outcome: "traded", successor: 1, isNew: true }),
        hashOf: () => hash,
        days: 1,
      });
    },
    "expired sign-ins deleted": () => Refresh.deleteExpired(10),
    "another name": (world) =>
      Users.update(world.user, { firstName: "B", lastName: null, locale: null }),
    "an own model": (world) =>
      Settings.change(world.user, () => ({
        model_name: "own",
        base_url: "http://own",
        max_tokens: 100,
        temperature: 0.5,
        api_key_encrypted: "v1.key",
      })),
    "a connection test": async (world) => {
      const call = await Usage.openTest(world.user, { name: "scripted", own: false });
      await Usage.close(call, { ...ledger, outcome: "failed" });
    },
    "a roll-up": async () => {
      await Analytics.rollUp(50);
      await Analytics.refreshMilestones(50);
    },
    "a lost call": (world) => Usage.closeLost(world.writing.call, Model.unasked("scripted")),
    "forgotten calls closed": () => Usage.closeForgotten(10),
    "an export": (world) => Export.part(world.user, null),
  };
}

async function placeOperations(): Promise<Record<string, Operation>> {
  const [Calendar, Chats, Plans, Sessions, Settings, Revisions, Tracks] = await Promise.all([
    import("@ai-learning/core/calendar/calendar.sql"),
    import("@ai-learning/core/chat/chat.sql"),
    import("@ai-learning/core/chat/plan.sql"),
    import("@ai-learning/core/session/session.sql"),
    import("@ai-learning/core/user/model-settings.sql"),
    import("@ai-learning/core/track/revision.sql"),
    import("@ai-learning/core/track/track.sql"),
  ]);
  const restore = (world: World, key: string, trackId: string | null): Promise<unknown> =>
    Chats.restore(
      world.user,
      key,
      { trackId, chatId: null, make: true, version: 1 },
      { before: null, items: 10, bytes: 10_000 },
    );
  const evenings = {
    time_zone: "Europe/Berlin",
    study_days: [1, 3],
    minutes_per_day: 45,
    study_time: "18:30",
  };
  const draft = {
    description: "",
    skill_area: "Silk",
    difficulty_level: "beginner" as const,
    estimated_duration_hours: 10,
    user_expectations: "",
  };
  return {
    "a return that binds its key to a track": (world) =>
      restore(world, world.looseKey, world.track),
    "a return with a new key": (world) => restore(world, "new", world.finished.track),
    "a socket that connects": (world) => Sessions.open(world.user, 1, "new"),
    "a named session": (world) => Sessions.ofTrack(world.user, world.track, "Named"),
    "an archived session": (world) => Sessions.setStatus(world.user, world.session, "archived"),
    "another active chat": (world) =>
      Sessions.setActiveChat(world.user, "first", world.waiting.chat),
    "another chat": (world) =>
      Chats.insert(world.user, "first", { name: "Third", type: "discussion" }),
    "a renamed chat": (world) => Chats.rename(world.user, world.writing.chat, "Renamed"),
    "a chat's settings": (world) =>
      Settings.changeChat(world.user, world.writing.chat, { max_tokens: 10 }),
    "a new track": (world) =>
      Tracks.insert(world.user, { title: "Silk", title_source: "wish", ...draft }),
    "a changed track": (world) =>
      Tracks.update(world.user, world.track, { title: "Clay and more" }),
    "an edited plan": (world) =>
      Plans.savePlan({
        userId: world.user,
        chatId: world.finished.chat,
        content: "## Course plan: Oak",
        clientMessageId: randomUUID(),
        title: "Oak",
        isCurrent: true,
        last: { id: world.finished.answer, attempt: 1 },
      }),
    "an undone revision": (world) => Revisions.undo(world.user, world.track, 1),
    "a module brought back": (world) =>
      Revisions.restore(world.user, world.track, world.modules[0] ?? ""),
    "study settings": (world) => Calendar.save(world.user, evenings),
    "a calendar's address": (world) => Calendar.makeFeed(world.user, randomBytes(32)),
    "the end of a calendar's address": (world) => Calendar.revokeFeed(world.user),
    "a deleted track": (world) => Tracks.remove(world.user, world.track),
  };
}

async function lessonOperations(): Promise<Record<string, Operation>> {
  const [Jobs, Lessons, Turns] = await Promise.all([
    import("@ai-learning/core/job/job.sql"),
    import("@ai-learning/core/learning/lesson.sql"),
    import("@ai-learning/core/turn/turn.sql"),
  ]);
  const taught = ({ modules }: World): string => modules[0] ?? "";
  const outline = () => ({
    lessons: [{ id: randomUUID(), title: "New", minutes: 30, objective_ids: [] }],
    practice: { id: randomUUID(), title: "Task", instructions: "Do it", minutes: 60 },
    project: null,
  });
  return {
    "another text of a lesson": (world) =>
      Lessons.openLesson({
        userId: world.user,
        lessonId: world.lesson,
        version: 2,
        how: "simpler",
        openedOver: "http",
        reserve: 10,
      }),
    "a changed lesson": (world) =>
      Lessons.changeLesson(world.user, world.lesson, { done: true, version: 1 }),
    "a completed module": (world) => Lessons.changeModule(world.user, taught(world), true),
    "notes on a task": (world) =>
      Lessons.changeAssignment(world.user, world.assignment, { notes: "Mine", done: true }),
    "a study chat": (world) => Lessons.openStudyChat(world.user, taught(world)),
    "a named module": (world) => Lessons.nameModule(world.user, world.track, "its-own-name"),
    "an outline asked for": (world) =>
      Jobs.open({
        userId: world.user,
        kind: "module-outline",
        input: { track_id: world.track, module_id: taught(world) },
        idempotencyKey: null,
        reserve: { calls: 2, answerTokens: 10, bytes: 0 },
      }),
    "a settled outline": (world) =>
      Jobs.settle(
        { job_id: world.outlining.job, fence: 1 },
        {
          status: "complete",
          result: outline(),
          error: null,
          notes: null,
          tokens: 10,
          callId: world.outlining.call,
          ledger,
        },
      ),
    "a settled lesson": (world) =>
      Turns.settle(
        {
          ...claimOf(world),
          chat_id: world.teaching.chat,
          message_id: world.teaching.answer,
          call_id: world.teaching.call,
          position: 1,
          kind: "lesson",
        },
        {
          status: "complete",
          text: "# Lesson",
          error: null,
          tokens: 10,
          model: "scripted",
          ledger,
          modules: null,
          title: null,
          lesson: { sections: [], minutes: 20 },
          notes: null,
        },
        "scripted",
        true,
      ),
  };
}
