// Tracks: what somebody wants to learn.
import { describe, expect, test } from "vitest";
import { guest, registered } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { finalize, newTitle, planned, say, track } from "../support/learning.ts";

const required = { title: "Pottery", difficulty_level: "beginner", estimated_duration_hours: 4 };

describe("making a track", () => {
  test("makes its planning session and primary chat with it", async () => {
    const client = await guest();

    const made = await client.ok("createTrack", {
      body: {
        title: "  Pottery  ",
        description: "From clay to bowl",
        skill_area: "Crafts",
        difficulty_level: "Intermediate",
        estimated_duration_hours: 12,
        user_expectations: "A bowl",
      },
    });

    expect(made).toMatchObject({
      title: "Pottery",
      description: "From clay to bowl",
      skill_area: "Crafts",
      difficulty_level: "intermediate",
      estimated_duration_hours: 12,
      status: "planning",
      user_expectations: "A bowl",
      ai_generated_plan: null,
      modules: [],
      progress: 0,
    });
    expect(made.created_at).toMatch(/Z$/);
    const chats = await client.ok("listSessionChats", { params: { id: made.session_id } });
    expect(chats).toMatchObject([{ id: made.chat_id, is_primary: true, chat_type: "planning" }]);
    const sessions = await client.ok("listSessions");
    expect(sessions).toMatchObject([{ id: made.session_id, track_id: made.id }]);
  });

  test("takes the title for the skill area when none is said", async () => {
    const client = await guest();
    const made = await client.ok("createTrack", { body: { ...required, description: null } });
    expect(made).toMatchObject({ skill_area: "Pottery", description: "", user_expectations: "" });
  });

  test("counts a title's characters, and takes 200", async () => {
    const client = await guest();
    const title = "🏺".repeat(100);
    expect(await client.ok("createTrack", { body: { ...required, title } })).toMatchObject({
      title,
    });
  });

  test.each([
    ["a title over 200 characters", { title: "x".repeat(201) }, "invalid_request"],
    ["an empty title", { title: "" }, "invalid_request"],
    ["a blank title", { title: " \u00a0\t\n" }, "invalid_request"],
    ["a skill area over 200 characters", { skill_area: "x".repeat(201) }, "invalid_request"],
    ["a description over 4,000", { description: "x".repeat(4001) }, "invalid_request"],
    ["expectations over 4,000", { user_expectations: "x".repeat(4001) }, "invalid_request"],
    ["no hours at all", { estimated_duration_hours: 0 }, "invalid_request"],
    ["negative hours", { estimated_duration_hours: -1 }, "invalid_request"],
    ["half hours", { estimated_duration_hours: 1.5 }, "invalid_request"],
    ["hours beyond 500", { estimated_duration_hours: 501 }, "invalid_request"],
    ["hours beyond any number", { estimated_duration_hours: 1e99 }, "invalid_request"],
    ["hours as text", { estimated_duration_hours: "10" }, "invalid_request"],
    ["an unknown level", { difficulty_level: "expert" }, "invalid_choice"],
    ["an empty level", { difficulty_level: "" }, "invalid_choice"],
  ] as const)("refuses %s", async (_, change, code) => {
    const client = await guest();
    const before = await storedFor(client.user.id);
    const error = await client.refused(code, "createTrack", { body: { ...required, ...change } });
    expect(error.issues?.[0]?.path).toBe(Object.keys(change)[0]);
    expect(await storedFor(client.user.id)).toEqual(before);
  });
});

describe("reading tracks", () => {
  test("lists the user's own, newest first, with their modules", async () => {
    const client = await guest();
    const first = await planned(client);
    const { modules } = await finalize(client, first);
    const second = await track(client);
    await track(await guest());

    const tracks = await client.ok("listTracks");

    expect(tracks.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(tracks[1]?.modules).toEqual(modules);
    expect(await client.ok("getTrack", { params: { id: first.id } })).toEqual(tracks[1]);
  });

  test("takes an id in upper case", async () => {
    const client = await guest();
    const made = await track(client);
    const read = await client.ok("getTrack", { params: { id: made.id.toUpperCase() } });
    expect(read).toEqual(made);
  });

  test("shows progress as the share of the hours that are done", async () => {
    const client = await guest();
    const made = await planned(client);
    await finalize(client, made);
    await database()`
      update course_modules set status = 'completed'
      where track_id = ${made.id} and module_number <= 3`;
    // Of ten hours 3, 3 and 2.
    expect((await client.ok("getTrack", { params: { id: made.id } })).progress).toBe(80);
  });
});

describe("changing a track", () => {
  test("changes the fields sent and no others", async () => {
    const client = await guest();
    const made = await track(client);
    const title = newTitle();

    const changed = await client.ok("updateTrack", {
      params: { id: made.id },
      body: { title, status: "ACTIVE", difficulty_level: "Advanced" },
    });

    expect(changed).toEqual({
      ...made,
      title,
      status: "active",
      difficulty_level: "advanced",
      updated_at: changed.updated_at,
    });
    expect(Date.parse(changed.updated_at)).toBeGreaterThanOrEqual(Date.parse(made.updated_at));
    expect(await client.ok("getTrack", { params: { id: made.id } })).toEqual(changed);
  });

  test("may change nothing", async () => {
    const client = await guest();
    const made = await track(client);
    const changed = await client.ok("updateTrack", { params: { id: made.id }, body: {} });
    expect(changed).toEqual({ ...made, updated_at: changed.updated_at });
  });

  test("ignores fields that a track does not have", async () => {
    const client = await guest();
    const other = await registered();
    const made = await track(client);
    const body = { id: crypto.randomUUID(), user_id: other.user.id, created_at: "1999-01-01" };

    const answer = await client.send("updateTrack", { params: { id: made.id }, body });

    expect(answer.body).toMatchObject({ id: made.id, created_at: made.created_at });
    expect(await other.ok("listTracks")).toEqual([]);
  });

  test.each([
    ["title", "x".repeat(201), "invalid_request"],
    ["title", null, "invalid_request"],
    ["status", "done", "invalid_choice"],
    ["difficulty_level", "hard", "invalid_choice"],
    ["estimated_duration_hours", 0, "invalid_request"],
  ] as const)("refuses a %s of %s", async (field, value, code) => {
    const client = await guest();
    const made = await track(client);
    const request = { params: { id: made.id }, body: { title: "Other", [field]: value } };
    await client.refused(code, "updateTrack", request);
    expect(await client.ok("getTrack", { params: { id: made.id } })).toEqual(made);
  });
});

describe("deleting a track", () => {
  test("deletes everything that belongs to it, and nothing else", async () => {
    const client = await guest();
    const kept = await planned(client);
    const before = await storedFor(client.user.id);
    const made = await planned(client);
    await say(client, made, "Hello");
    await finalize(client, made);

    await client.ok("deleteTrack", { params: { id: made.id } });

    const { calls: _, spent: __, ...left } = await storedFor(client.user.id);
    expect(before).toMatchObject(left);
    expect((await client.ok("listTracks")).map(({ id }) => id)).toEqual([kept.id]);
    await client.refused("track_not_found", "getTrack", { params: { id: made.id } });
    await client.refused("track_not_found", "deleteTrack", { params: { id: made.id } });
    await client.refused("chat_not_found", "listMessages", { params: { id: made.chat_id } });
  });
});
