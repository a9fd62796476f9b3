// From the plan agreed on to modules, all or none.
import { describe, expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { finalize, historyOf, planned, say, track } from "../support/learning.ts";
import { modelCalls, release } from "../support/model.ts";
import { until } from "../support/until.ts";
import { Socket } from "../support/socket.ts";

const finalizing = (made: { session_id: string; id: string }) => ({
  body: { session_id: made.session_id, track_id: made.id },
});

test("finalising makes the modules of the plan, and the track active", async () => {
  const client = await guest();
  const made = await planned(client, { estimated_duration_hours: 10 });

  const done = await finalize(client, made);

  expect(done).toMatchObject({ modules_count: 4, track_id: made.id, chat_id: made.chat_id });
  expect(done.modules).toMatchObject([
    { module_number: 1, title: `Basics: ${made.title}`, estimated_duration_hours: 3 },
    { module_number: 2, title: `Practice: ${made.title}`, estimated_duration_hours: 3 },
    { module_number: 3, title: `Projects: ${made.title}`, estimated_duration_hours: 2 },
    { module_number: 4, title: `Review: ${made.title}`, estimated_duration_hours: 2 },
  ]);
  expect(done.modules[0]).toMatchObject({
    status: "not_started",
    learning_objectives: [{}, {}].map(() => expect.any(String)),
  });
  const stored = await client.ok("getTrack", { params: { id: made.id } });
  expect(stored).toMatchObject({ status: "active", progress: 0, modules: done.modules });
});

test("finalising leaves a request and a summary in the dialogue", async () => {
  const client = await guest();
  const made = await planned(client);
  const done = await finalize(client, made);
  expect((await historyOf(client, made)).slice(1)).toMatchObject([
    { sender: "user", message_type: "finalization", content: "Finalise the course plan" },
    {
      sender: "ai",
      id: done.message_id,
      message_type: "finalization",
      content: expect.stringContaining(`**Basics: ${made.title}**`),
      tokens_used: done.tokens_used,
    },
  ]);
});

test("finalising asks the model for JSON of a strict shape", async () => {
  const client = await guest();
  const made = await planned(client);
  await finalize(client, made);
  const call = (await modelCalls(made.title)).at(-1);
  expect(call?.body).toMatchObject({
    model: "scripted-model",
    temperature: 0.3,
    max_tokens: 5000,
    stream: true,
    response_format: {
      type: "json_schema",
      json_schema: { name: "finalized_course", strict: true },
    },
  });
});

test("finalising twice without a message in between is one finalisation", async () => {
  const client = await guest();
  const made = await planned(client);
  const [one, other] = await Promise.all([finalize(client, made), finalize(client, made)]);
  expect(other).toEqual(one);
  expect(await finalize(client, made)).toEqual(one);
  expect(await modelCalls(made.title)).toHaveLength(2);
});

test("a module that stays in the plan keeps its id, one that goes is archived", async () => {
  const client = await guest();
  const made = await planned(client);
  const { modules: before } = await finalize(client, made);
  await say(client, made, "[drop 2] [rename 1 First steps] [add Firing]");

  const { modules: after } = await finalize(client, made);

  expect(after.map(({ title }) => title.replace(`: ${made.title}`, ""))).toEqual([
    "First steps",
    "Projects",
    "Review",
    "Firing",
  ]);
  expect(after.slice(0, 3).map(({ id }) => id)).toEqual(
    [before[0], before[2], before[3]].map((one) => one?.id),
  );
  const archived = await database()`
    select id from course_modules where track_id = ${made.id} and archived_at is not null`;
  expect(archived.map(({ id }) => id)).toEqual([before[1]?.id]);
});

test("finalising before there is a plan is refused", async () => {
  const client = await guest();
  const made = await track(client);
  const before = await storedFor(client.user.id);
  await client.refused("plan_not_found", "finalize", finalizing(made));
  expect(await storedFor(client.user.id)).toEqual(before);
});

describe("an answer that is not a valid course", () => {
  test("is repaired once, and both calls are accounted for", async () => {
    const client = await guest();
    const made = await planned(client);
    await say(client, made, "[badjson]");

    const done = await finalize(client, made);

    expect(done.modules_count).toBe(4);
    const calls = await database()`
      select outcome, error_code, prompt_tokens + completion_tokens as tokens from ai_calls
      where message_id = ${done.message_id} order by opened_at`;
    expect(calls).toMatchObject([
      { outcome: "failed", error_code: "model_bad_answer" },
      { outcome: "complete", error_code: null },
    ]);
    expect(done.tokens_used).toBe(calls.reduce((sum, { tokens }) => sum + Number(tokens), 0));
  });

  test("fails when the repair is invalid too; existing modules stay", async () => {
    const client = await guest();
    const made = await planned(client);
    const { modules } = await finalize(client, made);
    await say(client, made, "[alwaysbadjson] [drop 1]");

    await client.refused("model_bad_answer", "finalize", finalizing(made));

    const { modules: after } = await client.ok("getTrack", { params: { id: made.id } });
    expect(after).toEqual(modules);
    expect((await historyOf(client, made)).at(-1)).toMatchObject({
      message_type: "finalization",
      status: "failed",
      error_code: "model_bad_answer",
      content: "",
    });
  });

  test("does not block the next try", async () => {
    const client = await guest();
    const made = await planned(client);
    await say(client, made, "[alwaysbadjson]");
    await client.refused("model_bad_answer", "finalize", finalizing(made));
    await say(client, made, "Never mind");
    expect((await finalize(client, made)).modules_count).toBe(4);
  });
});

test("finalising can be answered with 202 and completed later", async () => {
  const client = await guest();
  const made = await planned(client);
  const key = crypto.randomUUID();
  // A message that is still being answered: the finalisation waits for its end.
  const socket = await Socket.open(client, made.session_id);
  socket.send({ type: "text", message: `[hold ${key}] Wait` });
  await socket.next("message_accepted");
  const accepted = await client.accepted("finalize", finalizing(made));
  await release(key);
  expect(accepted.chat_id).toBe(made.chat_id);
  const { modules } = await until(async () => {
    const read = await client.ok("getTrack", { params: { id: made.id } });
    return read.modules.length > 0 && read;
  });
  expect(modules).toHaveLength(4);
  expect((await finalize(client, made)).message_id).toBe(accepted.message_id);
});

test("the answer's limit leaves room for the longest plan, in the language that takes most", async () => {
  const client = await guest();
  const made = await planned(client);

  await finalize(client, made);

  const call = (await modelCalls(made.title)).at(-1);
  expect(call?.body.max_tokens).toBeGreaterThanOrEqual(20 * 250);
});

test("modules cut by the length limit are a failure, charged once", async () => {
  const client = await guest();
  const made = await planned(client);
  await say(client, made, "fine [length finalize]");
  const before = await modelCalls(made.title);

  await client.refused("model_bad_answer", "finalize", finalizing(made));

  expect((await modelCalls(made.title)).length - before.length).toBe(1);
  expect((await client.ok("getTrack", { params: { id: made.id } })).modules).toEqual([]);
  expect((await historyOf(client, made)).at(-1)).toMatchObject({
    status: "failed",
    error_code: "model_bad_answer",
  });
});

test("a plan cut by the length limit is shown as incomplete and makes no modules", async () => {
  const client = await guest();
  const made = await track(client, { user_expectations: "a bowl [length welcome]" });
  const body = { session_id: made.session_id, track_id: made.id, skill_area: made.title };

  const plan = await client.ok("welcome", { body });

  expect(plan).toMatchObject({ status: "truncated", success: true });
  expect((await client.ok("welcome", { body })).status).toBe("truncated");
  await client.refused("plan_not_found", "finalize", finalizing(made));
});

test("a later answer that was cut is not taken for the plan", async () => {
  const client = await guest();
  const made = await planned(client);
  await say(client, made, "more [length reply]");

  const { modules } = await finalize(client, made);

  expect(modules).toHaveLength(4);
  const { body } = (await modelCalls(made.title)).at(-1) ?? {};
  const cut = body?.messages.findLast(({ role }) => role === "assistant");
  expect(cut?.content).toMatch(/\n\n\[…\]$/);
  expect(body?.messages[0]?.content).toContain("[…]");
});
