// What a track's modules were from one finalisation to the next: undone, undone again, and modules brought back.
import type { Track } from "@ai-learning/protocol/track";
import { describe, expect, test } from "vitest";
import { guest, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize, historyOf, planned } from "../support/learning.ts";

/** Has a plan of these modules, an hour each, on screen. */
async function show(client: Client, of: Track, ...titles: string[]): Promise<void> {
  const shown = (await historyOf(client, of)).findLast(
    ({ sender, message_type }) =>
      message_type === "plan" || (sender === "ai" && message_type !== "finalization"),
  );
  const modules = titles.map((title) => ({ title, hours: 1, topics: [`About ${title}`] }));
  await client.ok("savePlan", {
    params: { id: of.chat_id },
    body: {
      plan: { modules },
      based_on: shown === undefined ? null : { message_id: shown.id, attempt: shown.attempt },
      client_message_id: crypto.randomUUID(),
    },
  });
}

/** Finalises a plan of these modules. */
async function made(client: Client, of: Track, ...titles: string[]): Promise<Track["modules"]> {
  await show(client, of, ...titles);
  return (await finalize(client, of)).modules;
}

const undo = (client: Client, of: Track, revision: number): Promise<Track> =>
  client.ok("undoRevision", { params: { id: of.id }, body: { revision } });

const revisions = (client: Client, of: Track) =>
  client.ok("listRevisions", { params: { id: of.id } });

const complete = (id: string | undefined) =>
  database()`update course_modules set status = 'completed' where id = ${id ?? null}`;

const titles = (modules: readonly { title: string }[]): string[] => modules.map((one) => one.title);
const ids = (modules: readonly { id: string }[]): string[] => modules.map((one) => one.id);

describe("a revision", () => {
  test("is kept of every finalisation, with what was in force before", async () => {
    const client = await guest();
    const of = await planned(client);
    await made(client, of, "Clay", "Wheel");
    await made(client, of, "Wheel", "Glaze");

    const { revisions: all, can_undo, archived } = await revisions(client, of);

    expect(all.map(({ number, base, source }) => [number, base, source])).toEqual([
      [2, 1, "plan"],
      [1, null, "plan"],
    ]);
    expect(all.map((one) => titles(one.modules))).toEqual([
      ["Wheel", "Glaze"],
      ["Clay", "Wheel"],
    ]);
    expect(can_undo).toBe(true);
    expect(titles(archived)).toEqual(["Clay"]);
  });

  test("of a track without modules is none", async () => {
    const client = await guest();
    const of = await planned(client);

    expect(await revisions(client, of)).toEqual({ revisions: [], can_undo: false, archived: [] });
  });

  test("begins with the modules that a track had before revisions were kept", async () => {
    const client = await guest();
    const of = await planned(client);
    await made(client, of, "Clay");
    await database()`delete from plan_revisions where track_id = ${of.id}`;

    await made(client, of, "Wheel");

    expect((await revisions(client, of)).revisions.map((one) => titles(one.modules))).toEqual([
      ["Wheel"],
      ["Clay"],
    ]);
  });
});

describe("undo", () => {
  test("brings the modules before back as they were, with ids, order and progress", async () => {
    const client = await guest();
    const of = await planned(client);
    const first = await made(client, of, "Clay", "Wheel", "Kiln");
    await complete(first[0]?.id);
    const second = await made(client, of, "Kiln", "Glaze");
    await complete(second[1]?.id);

    const track = await undo(client, of, 2);

    expect(ids(track.modules)).toEqual(ids(first));
    expect(titles(track.modules)).toEqual(["Clay", "Wheel", "Kiln"]);
    expect(track.modules.map((one) => one.status)).toEqual([
      "completed",
      "not_started",
      "not_started",
    ]);
    expect(track.modules[2]).toMatchObject({
      module_number: 3,
      learning_objectives: ["About Kiln"],
    });
  });

  test("can be undone, progress included", async () => {
    const client = await guest();
    const of = await planned(client);
    await made(client, of, "Clay");
    const second = await made(client, of, "Glaze");
    await complete(second[0]?.id);
    await undo(client, of, 2);

    const track = await undo(client, of, 3);

    expect(ids(track.modules)).toEqual(ids(second));
    expect(track.modules[0]).toMatchObject({ status: "completed" });
    expect((await revisions(client, of)).revisions.map((one) => one.source)).toEqual([
      "undo",
      "undo",
      "plan",
      "plan",
    ]);
  });

  test("asked for twice is one undo", async () => {
    const client = await guest();
    const of = await planned(client);
    const first = await made(client, of, "Clay");
    await made(client, of, "Glaze");

    const both = await Promise.all([undo(client, of, 2), undo(client, of, 2)]);
    const third = await undo(client, of, 2);

    for (const track of [...both, third]) expect(ids(track.modules)).toEqual(ids(first));
    expect((await revisions(client, of)).revisions).toHaveLength(3);
  });

  test("of a revision that is not the newest is refused, and nothing changes", async () => {
    const client = await guest();
    const of = await planned(client);
    await made(client, of, "Clay");
    await made(client, of, "Glaze");
    const third = await made(client, of, "Kiln");
    const params = { id: of.id };

    for (const revision of [1, 2, 9])
      await client.refused("plan_changed", "undoRevision", { params, body: { revision } });

    expect(ids((await client.ok("getTrack", { params })).modules)).toEqual(ids(third));
  });

  test("of the first revision is refused: there is nothing to go back to", async () => {
    const client = await guest();
    const of = await planned(client);
    const params = { id: of.id };
    await client.refused("nothing_to_undo", "undoRevision", { params, body: { revision: 1 } });
    await made(client, of, "Clay");

    await client.refused("nothing_to_undo", "undoRevision", { params, body: { revision: 1 } });
  });
});

describe("an archived module", () => {
  test("comes back as the last one, with its id and progress", async () => {
    const client = await guest();
    const of = await planned(client);
    const first = await made(client, of, "Clay", "Wheel");
    await complete(first[0]?.id);
    await made(client, of, "Glaze");
    const restore = () =>
      client.ok("restoreModule", { params: { id: of.id, module_id: first[0]?.id ?? "" } });

    const track = await restore();

    expect(titles(track.modules)).toEqual(["Glaze", "Clay"]);
    expect(track.modules[1]).toMatchObject({
      id: first[0]?.id,
      status: "completed",
      module_number: 2,
      learning_objectives: ["About Clay"],
    });
    expect(await restore()).toEqual(track);
    expect(titles((await undo(client, of, 3)).modules)).toEqual(["Glaze"]);
  });

  test("does not come back as the 21st, nor into another track", async () => {
    const client = await guest();
    const of = await planned(client);
    const other = await planned(client);
    const [clay] = await made(client, of, "Clay");
    await made(client, of, ...Array.from({ length: 20 }, (_, at) => `Part ${at}`));
    const module_id = clay?.id ?? "";

    await client.refused("too_many_modules", "restoreModule", {
      params: { id: of.id, module_id },
    });
    await client.refused("module_not_found", "restoreModule", {
      params: { id: other.id, module_id },
    });
  });
});
