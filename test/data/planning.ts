// A generated track: its planning dialogue, and whether it becomes a course.
import { primaryChatName } from "@ai-learning/protocol/default-names";
import type { Locale } from "@ai-learning/protocol/user";
import { Chat } from "./chat.ts";
import type { Learner } from "./learner.ts";
import { hour, minute } from "./rhythm.ts";
import { studyTrack } from "./study.ts";
import { subjects } from "./subjects.ts";
import { iso } from "./tables.ts";
import { answer, changedModules, finalization, firstModules, planMessage, said } from "./texts.ts";
import type { Track } from "./track.ts";

/** A learner makes a track, plans it, and perhaps learns it. */
export function haveTrack(learner: Learner): void {
  const { random, person, sums } = learner;
  learner.isDeleted = random.is(0.03);
  const paidBefore = { ...learner.paid };
  const id = learner.id();
  const subject = random.one(subjects[person.locale]);
  const track: Track = {
    id,
    sessionId: learner.id(),
    chat: new Chat(learner, "planning", id),
    subject,
    level: random.weighted([
      ["beginner", 6],
      ["intermediate", 3],
      ["advanced", 1],
    ]),
    startedAt: learner.now,
    modules: firstModules(random, subject, person.locale),
    status: "planning",
    plan: null,
    finalized: null,
    firstLessonAt: null,
  };
  learner.wait(0.5);
  const replies = plan(track);
  const { chat, finalized } = track;
  const { returns, firstSaidAt } = chat;
  if (finalized !== null) studyTrack(learner, track);
  if (finalized !== null && random.is(0.1)) discussAside(track);
  storeTrack(track);
  if (learner.isStored) {
    sums.operators.track({
      id,
      tokens: learner.paid.tokens - paidBefore.tokens,
      price: learner.paid.price - paidBefore.price,
    });
    if (finalized !== null && track.firstLessonAt !== null) {
      sums.operators.hoursToLesson.push((track.firstLessonAt - finalized.at) / hour);
    }
    const startedAt = firstSaidAt ?? track.startedAt;
    sums.planning.chats += 1;
    sums.dialogues.push({
      day: iso(startedAt).slice(0, 10),
      hasReply: replies > 0,
      finalized: finalized && {
        messages: finalized.messages,
        minutes: (finalized.at - startedAt) / minute,
      },
      returns,
      isModuleOpened: track.firstLessonAt !== null,
      isCompleted: track.status === "completed",
    });
  }
  learner.isDeleted = false;
}

/** The dialogue, up to its finalisation or its last word. Returns how often the learner replied. */
function plan(track: Track): number {
  const { chat, subject, level } = track;
  const { learner } = chat;
  const { random, person, range } = learner;
  const { locale } = person;
  const first = planMessage(random, subject, track.modules, { level, locale, isFirst: true });
  chat.turn({ kind: "welcome", ask: null, answer: first, tokens: 720, isWhole: true });
  if (random.is(0.05)) makePlan(track);
  const wanted = random.is(0.15) ? 0 : 1 + random.geometric(2, 11);
  const wantsCourse = random.is(wanted === 0 ? 0.2 : 0.7);
  for (let replies = 0; replies < wanted; replies += 1) {
    takeTime(learner);
    if (learner.now >= range.to) return replies;
    reply(track, locale);
  }
  takeTime(learner);
  if (wantsCourse && learner.now < range.to) finalise(track);
  return wanted;
}

/** Minutes between two messages, or days. */
function takeTime(learner: Learner): void {
  if (learner.random.is(0.09)) learner.comeBack();
  else learner.wait(2.5);
}

/** A learner's line and what it is answered: a changed plan, or words. */
function reply(track: Track, locale: Locale): void {
  const { chat, subject, level } = track;
  const { random } = chat.learner;
  if (random.is(0.55)) {
    track.modules = changedModules(random, track.modules);
    const shown = planMessage(random, subject, track.modules, { level, locale, isFirst: false });
    const ask = said(random, locale, "wishes");
    chat.turn({ kind: "text", ask, answer: shown, tokens: 640, isWhole: true });
  } else {
    const ask = said(random, locale, "asks");
    const words = answer(random, locale);
    chat.turn({ kind: "text", ask, answer: words, tokens: 190, isWhole: false });
  }
}

/** The plan becomes modules: mostly as it stands, else by a model. */
function finalise(track: Track): void {
  const { chat, modules } = track;
  const { random, person } = chat.learner;
  const isFromPlan = random.is(0.8);
  const messages = chat.position;
  const { answerId, askedAt } = chat.turn({
    kind: "finalization",
    ...finalization(modules, person.locale),
    tokens: 560,
    isWhole: true,
    isFromPlan,
  });
  track.status = "active";
  track.finalized = { answerId, isFromPlan, at: askedAt, messages };
}

/** The plan as JSON, by a job; some fail. */
function makePlan(track: Track): void {
  const { id: trackId, chat, modules, subject } = track;
  const { learner } = chat;
  const isComplete = learner.random.is(0.9);
  const jobId = learner.id();
  const at = learner.now;
  const called = learner.call({
    kind: "plan",
    chat: { id: null, type: chat.type },
    messageId: null,
    trackId,
    jobId,
    attempt: 1,
    at,
    prompt: 1_400,
    completion: 800,
    outcome: isComplete ? "complete" : "failed",
  });
  const made = {
    overview: subject.wish,
    goals: modules.map(({ summary }) => summary),
    modules: modules.map((one) => ({
      name: one.title,
      description: one.summary,
      duration_hours: one.hours,
      topics: one.topics,
    })),
    exercises: [],
    final_project: subject.title,
  };
  if (isComplete) track.plan = made;
  const result = isComplete ? { plan: made, tokens_used: called.tokens } : null;
  if (learner.isStored)
    learner.sums.operators.job("generate-plan", isComplete ? "complete" : "failed");
  learner.store(
    "jobs",
    jobId,
    learner.person.id,
    trackId,
    "generate-plan",
    jobId,
    isComplete ? "complete" : "failed",
    { track_id: trackId, chat_id: null, user_expectations: subject.wish },
    result,
    called.errorCode,
    1,
    1,
    iso(at).slice(0, 10),
    iso(at),
    iso(called.endedAt),
    iso(called.endedAt),
  );
  learner.now = called.endedAt;
}

/** Another chat of the session, about something beside the plan. */
function discussAside({ id, sessionId, chat: { learner } }: Track): void {
  const { random, person, range } = learner;
  learner.wait(5);
  if (learner.now >= range.to) return;
  const chat = new Chat(learner, "discussion", id);
  for (let turns = random.whole(1, 3); turns > 0; turns -= 1) {
    const ask = said(random, person.locale, "asks");
    const words = answer(random, person.locale);
    chat.turn({ kind: "text", ask, answer: words, tokens: 200, isWhole: false });
    learner.wait(2);
  }
  chat.end(sessionId, `Chat ${iso(chat.createdAt).slice(11, 16)}`);
}

function storeTrack(track: Track): void {
  const { id, sessionId, chat, subject, modules, level, startedAt } = track;
  const { learner } = chat;
  const { person } = learner;
  const [createdAt, updatedAt] = [iso(startedAt), iso(Math.min(learner.now, learner.range.to))];
  learner.store(
    "learning_tracks",
    id,
    person.id,
    subject.title,
    subject.wish,
    subject.area,
    level,
    modules.reduce((sum, { hours }) => sum + hours, 0),
    track.status,
    track.plan,
    subject.wish,
    createdAt,
    updatedAt,
  );
  learner.store("chat_sessions", sessionId, id, person.id, subject.title, createdAt, updatedAt);
  learner.store("session_keys", person.id, sessionId, sessionId, createdAt);
  chat.end(sessionId, primaryChatName);
}
