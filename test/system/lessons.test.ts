// Modules that teach: planned once, written once, read, done.
import { describe, expect, test } from "vitest";
import { guest, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import {
  begun,
  pottery,
  replan,
  withModules,
  written,
  type PlannedModule,
} from "../support/lessons.ts";
import { modelCalls } from "../support/model.ts";
import { until } from "../support/until.ts";

const moduleOf = async (client: Client, modules: readonly PlannedModule[] = pottery, at = 0) => {
  const made = await withModules(client, modules);
  const module = made.modules[at];
  if (module === undefined) throw new Error("The track has no such module");
  return { made, module };
};

const page = (client: Client, id: string) => client.ok("getModule", { params: { id } });

describe("a module", () => {
  test("is planned and its first lesson written by one request", async () => {
    const client = await guest();
    const { made, module } = await moduleOf(client);
    expect(await page(client, module.id)).toMatchObject({
      is_outlined: false,
      chat_id: null,
      lessons: [],
      assignments: [],
      hours: 4,
      hours_done: 0,
      practice_minutes: 240,
      objectives: pottery[0]?.topics.map((text) => ({ text, lesson_ids: [] })),
      previous: null,
      next: { module_number: 2, lesson_id: null },
    });
    const first = await begun(client, module.id);
    expect(first).toMatchObject({
      track: { id: made.id, session_id: made.session_id },
      module: { id: module.id, status: "in_progress" },
      lesson: { lesson_number: 1, title: "On Kinds of clay", done_at: null },
      objectives: ["Kinds of clay", "Wedging"],
      version: { version: 1, how: "first", status: "complete" },
      message: { message_type: "lesson", sender: "ai", status: "complete", reply_to: null },
      previous: null,
      next: { module_id: module.id, lesson_title: "On Keeping it moist" },
    });
    expect(first.message?.content).toContain("### Hint 3");
    const now = await page(client, module.id);
    expect(now).toMatchObject({
      is_outlined: true,
      chat_id: first.chat_id,
      outline_job: { status: "complete" },
      lessons: [{ text_status: "complete" }, { text_status: null, minutes: 30 }],
      assignments: [{ kind: "practice", title: "Practise", notes: "", done_at: null }],
    });
    const lessons = now.lessons.reduce((sum, one) => sum + one.minutes, 0);
    expect(now.practice_minutes + lessons).toBe(240);
  });

  test("has a project where it is the last", async () => {
    const client = await guest();
    const { module } = await moduleOf(client, pottery, 1);
    await begun(client, module.id);
    expect((await page(client, module.id)).assignments.map(({ kind }) => kind)).toEqual([
      "practice",
      "project",
    ]);
  });

  test("is begun a hundred times at once and has one outline, one lesson, one bill", async () => {
    const client = await guest();
    const { made, module } = await moduleOf(client);
    const started = await Promise.all(
      Array.from({ length: 100 }, () => client.ok("startModule", { params: { id: module.id } })),
    );
    expect(new Set(started.map((one) => one.message_id)).size).toBe(1);
    await written(client, started[0]?.lesson_id ?? "");
    const calls = await database()`
      select kind, outcome, requests from ai_calls
      where track_id = ${made.id} and kind in ('outline', 'lesson') order by kind`;
    expect(calls).toEqual([
      { kind: "lesson", outcome: "complete", requests: 1 },
      { kind: "outline", outcome: "complete", requests: 1 },
    ]);
    const asked = await modelCalls(made.title);
    expect(asked.filter(({ body }) => JSON.stringify(body).includes("module_data"))).toHaveLength(
      2,
    );
    const [budget] = await database()`
      select d.reserved, d.spent, (select sum(coalesce(prompt_tokens, 0)
        + coalesce(completion_tokens, 0))::integer from ai_calls c where c.user_id = d.user_id) as served
      from usage_days d where d.user_id = ${client.user.id}`;
    expect(budget).toMatchObject({ reserved: 0, spent: budget?.["served"] });
  });

  test("is completed and reopened by hand, in hours", async () => {
    const client = await guest();
    const { made, module } = await moduleOf(client);
    await begun(client, module.id);
    const done = await client.ok("changeModule", {
      params: { id: module.id },
      body: { completed: true },
    });
    expect(done).toMatchObject({ module: { status: "completed" }, hours_done: 4, progress: 100 });
    expect(await client.ok("getTrack", { params: { id: made.id } })).toMatchObject({
      progress: 40,
    });
    const again = await client.ok("changeModule", {
      params: { id: module.id },
      body: { completed: false },
    });
    expect(again).toMatchObject({ module: { status: "in_progress" }, hours_done: 0, progress: 0 });
  });

  test("keeps its task's notes, and that it is done", async () => {
    const client = await guest();
    const { module } = await moduleOf(client);
    await begun(client, module.id);
    const [task] = (await page(client, module.id)).assignments;
    const kept = await client.ok("changeAssignment", {
      params: { id: task?.id ?? "" },
      body: { notes: "Мои заметки: 1 + 1", done: true },
    });
    expect(kept.assignments[0]).toMatchObject({ notes: "Мои заметки: 1 + 1" });
    expect(kept.assignments[0]?.done_at).not.toBeNull();
    const undone = await client.ok("changeAssignment", {
      params: { id: task?.id ?? "" },
      body: { done: false },
    });
    expect(undone.assignments[0]).toMatchObject({ notes: "Мои заметки: 1 + 1", done_at: null });
  });

  test.each(["[alwaysbadjson]", "[lessons 40]"])(
    "whose outline comes as %s says so, bills once, and can be planned again",
    async (directive) => {
      const client = await guest();
      const { made, module } = await moduleOf(client, [
        { title: "Clay", hours: 4, summary: `Wet ${directive}.`, topics: ["One", "Two"] },
      ]);
      const refused = await client.send("startModule", { params: { id: module.id } });
      expect(refused).toMatchObject({ status: 502, body: { code: "model_bad_answer" } });
      expect(await page(client, module.id)).toMatchObject({
        is_outlined: false,
        lessons: [],
        outline_job: { status: "failed", error_code: "model_bad_answer" },
      });
      const again = await client.send("startModule", { params: { id: module.id } });
      expect(again.status).toBe(502);
      const calls = await database()`
        select outcome from ai_calls where track_id = ${made.id} and kind = 'outline'`;
      expect(calls).toHaveLength(4);
    },
  );

  test("is repaired once where its outline was no JSON", async () => {
    const client = await guest();
    const { module } = await moduleOf(client, [
      { title: "Clay", hours: 4, summary: "Wet [badjson].", topics: ["One", "Two"] },
    ]);
    expect((await begun(client, module.id)).lesson.title).toBe("On One");
  });

  test("is not begun without the tokens for it", async () => {
    const client = await guest();
    const { module } = await moduleOf(client);
    await database()`update usage_days set spent = 10000000 where user_id = ${client.user.id}`;
    const refused = await client.send("startModule", { params: { id: module.id } });
    expect(refused).toMatchObject({ status: 402, body: { code: "budget_exhausted" } });
    await database()`update usage_days set spent = 0 where user_id = ${client.user.id}`;
    expect((await begun(client, module.id)).version?.status).toBe("complete");
  });
});

describe("a lesson", () => {
  test("has other texts beside the first, and the learner goes back and forth", async () => {
    const client = await guest();
    const { module } = await moduleOf(client);
    const { lesson } = await begun(client, module.id);
    const params = { id: lesson.id };
    const opened = await client.ok("writeLesson", { params, body: { version: 2, how: "simpler" } });
    expect(opened).toMatchObject({ version: 2, module_id: module.id });
    const twice = await client.ok("writeLesson", { params, body: { version: 2, how: "simpler" } });
    expect(twice.message_id).toBe(opened.message_id);
    const simpler = await written(client, lesson.id);
    expect(simpler).toMatchObject({ version: { version: 2, how: "simpler" } });
    expect(simpler.message?.content).toContain("(simpler)");
    expect(simpler.versions.map(({ version, how }) => [version, how])).toEqual([
      [1, "first"],
      [2, "simpler"],
    ]);
    const back = await client.ok("changeLesson", { params, body: { version: 1 } });
    expect(back.version?.version).toBe(1);
    expect((await client.ok("getLesson", { params })).message?.content).toContain("(first)");
    const other = await client.ok("getLesson", { params, query: { version: 2 } });
    expect(other.version?.how).toBe("simpler");
    const [stored] = await database()`select content from lessons where id = ${lesson.id}`;
    expect(stored?.["content"]).toContain("(first)");
  });

  test("is not written under a number that is another's, or that skips one", async () => {
    const client = await guest();
    const { module } = await moduleOf(client);
    const { lesson } = await begun(client, module.id);
    const params = { id: lesson.id };
    const write = (version: number, how: "first" | "simpler" | "deeper") =>
      client.send("writeLesson", { params, body: { version, how } });
    expect(await write(3, "simpler")).toMatchObject({ body: { code: "version_not_found" } });
    expect(await write(1, "deeper")).toMatchObject({ body: { code: "lesson_changed" } });
    expect(await write(2, "first")).toMatchObject({ body: { code: "lesson_changed" } });
    expect(await client.send("getLesson", { params, query: { version: 9 } })).toMatchObject({
      status: 404,
      body: { code: "version_not_found" },
    });
    expect(await client.send("changeLesson", { params, body: { version: 9 } })).toMatchObject({
      status: 404,
      body: { code: "version_not_found" },
    });
  });

  test("is done when its learner says so, and counts in hours", async () => {
    const client = await guest();
    const { made, module } = await moduleOf(client);
    const { lesson } = await begun(client, module.id);
    const params = { id: lesson.id };
    const done = await client.ok("changeLesson", { params, body: { done: true } });
    expect(done).toMatchObject({ hours: 4, hours_done: 2, progress: 50 });
    expect(done.lesson.done_at).not.toBeNull();
    expect(await client.ok("today", {})).toMatchObject({
      next: { track_id: made.id, lesson_title: "On Keeping it moist" },
      tracks: [{ id: made.id, hours: 10, hours_done: 2, progress: 20 }],
      lessons_done_this_week: 1,
    });
    const undone = await client.ok("changeLesson", { params, body: { done: false } });
    expect(undone).toMatchObject({ lesson: { done_at: null }, hours_done: 0 });
  });

  test("that was cut at its limit goes on, also after something was said", async () => {
    const client = await guest();
    const { made, module } = await moduleOf(client, [
      { title: "Clay", hours: 2, summary: "Wet [lesson parts 200].", topics: ["One", "Two"] },
    ]);
    const cut = await begun(client, module.id);
    expect(cut.message).toMatchObject({ status: "truncated" });
    await client.ok("chatResponse", {
      body: { session_id: made.session_id, chat_id: cut.chat_id ?? "", message: "Why?" },
    });
    const { id: message_id, attempt = 0 } = cut.message ?? { id: "" };
    await client.ok("continue", { body: { message_id, attempt } });
    const longer = await written(client, cut.lesson.id);
    expect(longer.message?.content.length).toBeGreaterThan(200);
    expect(longer.message?.content.startsWith(cut.message?.content ?? "?")).toBe(true);
  });

  test("that failed is written again in its own place, and reserves nothing any more", async () => {
    const client = await guest();
    const mark = crypto.randomUUID().slice(0, 8);
    const { module } = await moduleOf(client, [
      { title: "Clay", hours: 2, summary: `Wet ${mark} [lesson error 401 x1].`, topics: ["One"] },
    ]);
    const { lesson, message } = await begun(client, module.id);
    expect(message).toMatchObject({ status: "failed", attempt: 1 });
    const params = { id: lesson.id };
    await client.ok("writeLesson", { params, body: { version: 1, how: "first" } });
    const whole = await until(
      async () => {
        const now = await written(client, lesson.id);
        return now.message?.status === "complete" && now;
      },
      { within: 20_000, what: "another attempt" },
    );
    expect(whole.versions).toHaveLength(1);
    expect(whole.message?.id).toBe(message?.id);
    const [budget] = await database()`
      select reserved from usage_days where user_id = ${client.user.id}`;
    expect(budget).toEqual({ reserved: 0 });
  });

  test("of a stranger is as unknown as one that is not there", async () => {
    const [owner, stranger] = [await guest(), await guest()];
    const { module } = await moduleOf(owner);
    const { lesson } = await begun(owner, module.id);
    const nobody = crypto.randomUUID();
    for (const id of [lesson.id, nobody]) {
      const params = { id };
      const answers = await Promise.all([
        stranger.send("getLesson", { params }),
        stranger.send("writeLesson", { params, body: { version: 2, how: "simpler" } }),
        stranger.send("changeLesson", { params, body: { done: true } }),
      ]);
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 404, body: { code: "lesson_not_found" } });
      }
    }
  });

  test("of a module that left the plan is read only, and comes back with it", async () => {
    const client = await guest();
    const { made, module } = await moduleOf(client);
    const { lesson, chat_id } = await begun(client, module.id);
    await client.ok("changeLesson", { params: { id: lesson.id }, body: { done: true } });
    await replan(client, made, pottery.slice(1));
    const params = { id: lesson.id };
    const read = await client.ok("getLesson", { params });
    expect(read.archived_at).not.toBeNull();
    expect(read.message?.content).toContain("### Hint 3");
    for (const refused of [
      await client.send("writeLesson", { params, body: { version: 2, how: "simpler" } }),
      await client.send("changeLesson", { params, body: { done: false } }),
      await client.send("startModule", { params: { id: module.id } }),
      await client.send("changeModule", { params: { id: module.id }, body: { completed: true } }),
      await client.send("chatResponse", {
        body: { session_id: made.session_id, chat_id: chat_id ?? "", message: "Why?" },
      }),
    ]) {
      expect(refused).toMatchObject({ status: 409, body: { code: "module_archived" } });
    }
    await replan(client, made, pottery);
    const back = await client.ok("getLesson", { params });
    expect(back).toMatchObject({ archived_at: null, hours_done: 2, chat_id });
  });
});

describe("the study chat", () => {
  test("knows the module, the open lesson, the passage and the hints that were seen", async () => {
    const client = await guest();
    const { made, module } = await moduleOf(client);
    const { lesson, chat_id, version } = await begun(client, module.id);
    const mark = crypto.randomUUID();
    const answer = await client.ok("chatResponse", {
      body: {
        session_id: made.session_id,
        chat_id: chat_id ?? "",
        message: `> It prints 2.\n\nWhy? ${mark}`,
        lesson_version_id: version?.id ?? "",
        hints_shown: 1,
      },
    });
    expect(answer.response).toContain("Answer to: > It prints 2.");
    const [call] = await modelCalls(mark);
    const [system] = call?.body.messages ?? [];
    const text = JSON.stringify(system?.content);
    expect(text).toContain("You are the learner's mentor in the study chat");
    expect(text).toContain("Kinds of clay");
    expect(text).toContain(lesson.title);
    expect(text).toContain("Hint number 3.");
    expect(text).toContain("has seen 1 of 3 hints");
    const dialogue = JSON.stringify(call?.body.messages.slice(1));
    expect(dialogue).not.toContain("Hint number 3.");
  });

  test("takes no lesson of another module for the open one", async () => {
    const client = await guest();
    const { made, module } = await moduleOf(client);
    const { chat_id } = await begun(client, module.id);
    const refused = await client.send("chatResponse", {
      body: {
        session_id: made.session_id,
        chat_id: chat_id ?? "",
        message: "Why?",
        lesson_version_id: crypto.randomUUID(),
      },
    });
    expect(refused).toMatchObject({ status: 404, body: { code: "version_not_found" } });
  });
});
