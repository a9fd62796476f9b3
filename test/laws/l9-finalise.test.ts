// L9: finalise is all or nothing, and progress survives it.
import type { Track } from "@ai-learning/protocol/track";
import { describe, expect, it } from "vitest";
import { guest, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize, historyOf, planned, say } from "../support/learning.ts";

async function finalized(): Promise<{ client: Client; made: Track; modules: Track["modules"] }> {
  const client = await guest();
  const made = await planned(client);
  const { modules } = await finalize(client, made);
  return { client, made, modules };
}

const complete = (id: string | undefined) =>
  database()`update course_modules set status = 'completed' where id = ${id ?? null}`;

const titles = (modules: Track["modules"]): string[] => modules.map((one) => one.title);

describe("L9: a first finalisation", () => {
  it("makes the modules of the plan, activates the track and says so in the dialogue", async () => {
    const { client, made, modules } = await finalized();

    const now = await client.ok("getTrack", { params: { id: made.id } });

    expect(now.modules).toEqual(modules);
    expect(now).toMatchObject({ status: "active", progress: 0 });
    expect(modules.map((one) => one.module_number)).toEqual(modules.map((_, at) => at + 1));
    const [, asked, told] = await historyOf(client, made);
    expect(asked).toMatchObject({ sender: "user", message_type: "finalization" });
    expect(told).toMatchObject({ sender: "ai", status: "complete" });
    for (const title of titles(modules)) expect(told?.content).toContain(title);
  });

  it("needs a plan in the dialogue", async () => {
    const client = await guest();
    const made = await client.ok("createTrack", {
      body: { title: "Empty", difficulty_level: "beginner", estimated_duration_hours: 5 },
    });

    await client.refused("plan_not_found", "finalize", {
      body: { session_id: made.session_id, track_id: made.id },
    });

    expect(await historyOf(client, made)).toEqual([]);
  });
});

describe("L9: a repeated finalisation", () => {
  it("keeps id and progress of a module that stays, also under another title", async () => {
    const { client, made, modules } = await finalized();
    await complete(modules[0]?.id);
    await complete(modules[1]?.id);

    await say(client, made, "[rename 2 Entirely renamed]");
    const again = await finalize(client, made);

    expect(again.modules.map((one) => one.id)).toEqual(modules.map((one) => one.id));
    expect(again.modules[1]).toMatchObject({ title: "Entirely renamed", status: "completed" });
    const hours = again.modules.map((one) => one.estimated_duration_hours);
    const [first = 0, second = 0] = hours;
    const sum = hours.reduce((all, one) => all + one, 0);
    expect((await client.ok("getTrack", { params: { id: made.id } })).progress).toBe(
      Math.round((100 * (first + second)) / sum),
    );
  });

  it("archives a module that goes, and brings it back as itself", async () => {
    const { client, made, modules } = await finalized();
    const gone = modules[1];
    await complete(gone?.id);

    await say(client, made, "[drop 2]");
    const without = await finalize(client, made);
    const [archived] = await database()`
      select archived_at is not null as archived, status from course_modules
      where id = ${gone?.id ?? null}`;
    await say(client, made, `[add ${gone?.title}]`);
    const back = await finalize(client, made);

    expect(without.modules.map((one) => one.id)).not.toContain(gone?.id);
    expect(archived).toEqual({ archived: true, status: "completed" });
    expect(back.modules.find((one) => one.id === gone?.id)).toMatchObject({ status: "completed" });
  });

  it("gives another module another id", async () => {
    const { client, made, modules } = await finalized();

    await say(client, made, "[replace 1 Something else entirely]");
    const again = await finalize(client, made);

    expect(again.modules[0]?.id).not.toBe(modules[0]?.id);
    expect(again.modules.slice(1).map((one) => one.id)).toEqual(
      modules.slice(1).map((one) => one.id),
    );
  });
});

describe("L9: an unusable answer of the model", () => {
  it("is repaired once", async () => {
    const client = await guest();
    const made = await planned(client);
    await say(client, made, "fine [badjson]");

    const { modules, message_id } = await finalize(client, made);

    expect(modules.length).toBeGreaterThan(0);
    const calls = await database()`
      select outcome from ai_calls where message_id = ${message_id} order by opened_at`;
    expect(calls.map((one) => one["outcome"])).toEqual(["failed", "complete"]);
  });

  it("that stays unusable is shown as a failure and changes no module", async () => {
    const { client, made, modules } = await finalized();
    await complete(modules[0]?.id);
    await say(client, made, "fine [alwaysbadjson]");
    const before = await client.ok("getTrack", { params: { id: made.id } });

    const refused = await client.refused("model_bad_answer", "finalize", {
      body: { session_id: made.session_id, track_id: made.id },
    });

    expect(refused).toMatchObject({ success: false });
    const after = await client.ok("getTrack", { params: { id: made.id } });
    expect(after.modules).toEqual(before.modules);
    expect((await historyOf(client, made)).at(-1)).toMatchObject({
      status: "failed",
      error_code: "model_bad_answer",
    });
  });
});
