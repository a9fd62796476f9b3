// A generated course while it is learned: outlines, lessons in versions, study chats.
import { Chat } from "./chat.ts";
import type { Learner } from "./learner.ts";
import { noteRevision, storeModule, storeTasks, type Module } from "./modules.ts";
import { iso } from "./tables.ts";
import { answer, lessonText, said, sectionsOf } from "./texts.ts";
import type { Track } from "./track.ts";

interface Lesson {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  status: "not_started" | "in_progress" | "completed";
  content: string | null;
  doneAt: number | null;
  versions: number;
}

const minutesOfLesson = 30;

/** Stores a finalised track's modules, and learns them until the learner has had enough. */
export function studyTrack(learner: Learner, track: Track): void {
  const { random } = learner;
  const modules = track.modules.map((planned, at): Module => ({
    id: learner.id(),
    number: at + 1,
    planned,
    objectiveIds: planned.topics.map(() => learner.id()),
    isLast: at === track.modules.length - 1,
    status: "not_started",
    updatedAt: learner.now,
  }));
  const finalizedAt = learner.now;
  noteRevision(learner, track, modules);
  let goesOn = random.is(0.82);
  for (const module of modules) {
    if (!goesOn || learner.isDone) break;
    if (module.number === 1 && random.is(0.4)) learner.wait(4);
    else learner.comeBack();
    if (learner.isDone) break;
    goesOn = studyModule(learner, track, module) && random.is(0.85);
  }
  if (modules.every(({ status }) => status === "completed")) track.status = "completed";
  else if (random.is(0.08)) track.status = "paused";
  for (const module of modules) storeModule(learner, track, module, finalizedAt);
}

/** Learns one module; true when it was completed. */
function studyModule(learner: Learner, track: Track, module: Module): boolean {
  const { random, sums, range } = learner;
  const outlinedAt = learner.now;
  const lessons = outline(learner, track, module);
  const chat = new Chat(learner, "module_learning", track.id);
  module.status = "in_progress";
  let isThrough = true;
  for (const lesson of lessons) {
    if (learner.now >= range.to || (lesson.number > 1 && learner.isDone)) {
      isThrough = false;
      break;
    }
    learn(chat, lesson);
    track.firstLessonAt ??= chat.firstSaidAt;
    isThrough = random.is(0.95);
    if (!isThrough) break;
    if (random.is(0.45)) learner.comeBack();
    else learner.wait(3);
  }
  isThrough &&= learner.now < range.to;
  if (isThrough) module.status = "completed";
  if (isThrough && learner.isStored) {
    sums.operators.completed.modules += 1;
    sums.operators.completed.lessons += lessons.length;
    sums.operators.completed.done += lessons.filter(({ doneAt }) => doneAt !== null).length;
  }
  module.updatedAt = Math.min(learner.now, range.to);
  const [createdAt, updatedAt] = [iso(outlinedAt), iso(module.updatedAt)];
  for (const { id, number, title, content, status, doneAt } of lessons) {
    learner.store(
      "lessons",
      id,
      module.id,
      number,
      title,
      content,
      minutesOfLesson,
      status,
      doneAt === null ? null : iso(doneAt),
      createdAt,
      updatedAt,
    );
    for (const objective of objectivesOf(module, number, lessons.length)) {
      learner.store("lesson_objectives", id, objective);
    }
  }
  storeTasks(learner, module, outlinedAt, isThrough);
  chat.end(track.sessionId, module.planned.title, module.id);
  return isThrough;
}

/** Each objective is taught by one lesson, and each lesson teaches one at least. */
function objectivesOf({ objectiveIds }: Module, number: number, lessons: number): string[] {
  const own = objectiveIds.filter((_, at) => at % lessons === number - 1);
  return own.length > 0 ? own : objectiveIds.slice(0, 1);
}

/** The lessons of a module, by a job. */
function outline(learner: Learner, track: Track, module: Module): Lesson[] {
  const { random, person } = learner;
  const count = random.whole(2, 4);
  const { title, topics } = module.planned;
  const lessons = Array.from({ length: count }, (_, at): Lesson => ({
    id: learner.id(),
    number: at + 1,
    title: topics[at] ?? `${title} (${String(at + 1)})`,
    status: "not_started",
    content: null,
    doneAt: null,
    versions: 0,
  }));
  const jobId = learner.id();
  const at = learner.now;
  const of = {
    kind: "outline",
    chat: { id: null, type: "module_learning" },
    messageId: null,
    trackId: track.id,
    jobId,
  } as const;
  const tokens = { prompt: 900, completion: 420 };
  let spent = 0;
  if (random.is(0.02)) {
    const failed = learner.call({ ...of, ...tokens, attempt: 1, at, outcome: "failed" });
    learner.now = failed.endedAt;
    spent = failed.tokens;
  }
  const called = learner.call({
    ...of,
    ...tokens,
    attempt: 1,
    at: learner.now,
    outcome: "complete",
  });
  learner.now = called.endedAt;
  const result = {
    lessons: lessons.map(({ id, number, title }) => ({
      id,
      title,
      minutes: minutesOfLesson,
      objective_ids: objectivesOf(module, number, count),
    })),
    tokens_used: spent + called.tokens,
  };
  if (learner.isStored) learner.sums.operators.job("module-outline", "complete");
  learner.store(
    "jobs",
    jobId,
    person.id,
    track.id,
    "module-outline",
    jobId,
    "complete",
    { track_id: track.id, module_id: module.id },
    result,
    null,
    1,
    1,
    iso(at).slice(0, 10),
    iso(at),
    iso(called.endedAt),
    iso(called.endedAt),
  );
  return lessons;
}

/** Has a lesson written, asks about it, and marks it as done. */
function learn(chat: Chat, lesson: Lesson): void {
  const { learner } = chat;
  const { random, person, sums } = learner;
  let versionId = write(chat, lesson, "first");
  if (random.is(0.08)) {
    learner.wait(4);
    versionId = write(chat, lesson, random.one(["simpler", "deeper", "example"]));
  }
  for (let questions = random.geometric(2.2, 14); questions > 0; questions -= 1) {
    learner.wait(3);
    const ask = said(random, person.locale, "asks");
    const words = answer(random, person.locale);
    chat.turn({ kind: "text", ask, answer: words, tokens: 230, isWhole: false, versionId });
  }
  if (random.is(0.9)) {
    learner.wait(6);
    lesson.status = "completed";
    lesson.doneAt = learner.now;
    if (learner.isStored) sums.lessons.done += 1;
  }
}

/** Another text of a lesson, as a message of the study chat. Returns its version. */
function write(
  chat: Chat,
  lesson: Lesson,
  how: "first" | "simpler" | "deeper" | "example",
): string {
  const { learner } = chat;
  const { random, person, sums } = learner;
  const id = learner.id();
  const createdAt = learner.now;
  const text = lessonText(random, lesson.title, person.locale);
  const written = chat.turn({
    kind: "lesson",
    ask: null,
    answer: text,
    tokens: 1_350,
    isWhole: true,
    versionId: id,
  });
  lesson.versions += 1;
  lesson.content = text;
  lesson.status = "in_progress";
  learner.store(
    "lesson_versions",
    id,
    lesson.id,
    lesson.versions,
    how,
    sectionsOf(text, person.locale),
    written.model,
    text.split(/\s+/).length,
    iso(createdAt),
  );
  if (learner.isStored) {
    sums.lessons.versions += 1;
    if (how === "first") sums.lessons.written += 1;
  }
  return id;
}
