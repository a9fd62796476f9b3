// Everything stored about one user is everything there can be, and somebody else's export holds none of it.
import { expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize } from "../support/learning.ts";
import { worldOf } from "./people.ts";

test("an export holds its owner's rows of every table, and no other user's export holds them", async () => {
  const { owner, track, ids } = await worldOf.guest();
  const edit = { message_id: ids.question_id, message: "Why glaze?", client_message_id: "e-1" };
  await owner.ok("edit", { body: edit });
  await finalize(owner, track);
  await database()`insert into module_keys (track_id, key, module_id)
    values (${track.id}, 'module-1', ${ids.module_id})`;
  const evenings = {
    time_zone: "Asia/Kathmandu",
    study_days: [2],
    minutes_per_day: 45,
    study_time: "18:30",
  };
  await owner.ok("saveCalendar", { body: evenings });
  await owner.ok("makeCalendarFeed");
  const stranger = await guest();

  const own = await owner.ok("exportMe");
  const other = await stranger.ok("exportMe");

  expect(Object.keys(own.tables)).toEqual([
    "users",
    "ai_configurations",
    "learning_tracks",
    "course_modules",
    "lessons",
    "homework_assignments",
    "chat_sessions",
    "session_keys",
    "chats",
    "chat_messages",
    "message_edits",
    "ai_calls",
    "usage_days",
    "jobs",
    "learner_settings",
    "calendar_feeds",
    "plan_revisions",
    "objectives",
    "lesson_objectives",
    "lesson_versions",
    "module_keys",
  ]);
  expect(Object.keys(other.tables)).toEqual(["users", "ai_configurations"]);
  expect(other.tables["users"]).toMatchObject([{ id: stranger.user.id }]);
});

test("an earlier answer is only in its owner's export", async () => {
  const { owner, ids } = await worldOf.guest();
  const body = { message_id: ids.answer_id, attempt: 1 };
  await owner.ok("regenerate", { body });
  const stranger = await guest();

  expect((await owner.ok("exportMe")).tables).toHaveProperty("answer_versions");
  expect((await stranger.ok("exportMe")).tables).not.toHaveProperty("answer_versions");
});
