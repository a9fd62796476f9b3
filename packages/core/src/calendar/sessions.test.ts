// Study sessions: which days they are on, and how they keep their local time when clocks change.
import type { StudySettings } from "@ai-learning/protocol/calendar";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { planSessions, type StudyTrack } from "./sessions.ts";

const settings = (given: Partial<StudySettings> = {}): StudySettings => ({
  time_zone: "UTC",
  study_days: [1, 3, 5],
  minutes_per_day: 60,
  study_time: "19:00",
  ...given,
});

const track = (id: string, hours: readonly number[]): StudyTrack => ({
  id,
  title: `Track ${id}`,
  modules: hours.map((each, at) => ({
    id: `${id}${String(at + 1)}`,
    number: at + 1,
    title: `Module ${String(at + 1)}`,
    hours: each,
  })),
});

/** `module.part day time minutes` of each session, in the learner's zone. */
const told = (tracks: readonly StudyTrack[], given: StudySettings, now: string): string[] =>
  planSessions(tracks, given, new Date(now)).sessions.map((one) => {
    const start = DateTime.fromISO(one.starts_at, { zone: given.time_zone });
    return `${one.module_id}.${String(one.part)} ${start.toFormat("ccc dd.MM HH:mm")} ${String(one.minutes)}`;
  });

describe("splitting hours into sessions", () => {
  it("fills study days in the order of modules, two modules on a day where one ends", () => {
    // A Saturday.
    expect(
      told([track("a", [1, 1])], settings({ minutes_per_day: 45 }), "2026-11-28T12:00:00Z"),
    ).toEqual([
      "a1.1 Mon 30.11 19:00 45",
      "a1.2 Wed 02.12 19:00 15",
      "a2.1 Wed 02.12 19:15 30",
      "a2.2 Fri 04.12 19:00 30",
    ]);
  });

  it("plans four of each weekday, and no more than fits them", () => {
    const { sessions, minutesLeft } = planSessions(
      [track("a", [500])],
      settings(),
      new Date("2026-11-28T12:00:00Z"),
    );
    expect(sessions).toHaveLength(12);
    expect(minutesLeft).toBe(30_000);
  });

  it("counts today until its study time is over", () => {
    const monday = (time: string) =>
      told([track("a", [1])], settings(), `2026-11-30T${time}:00Z`)[0];
    expect(monday("08:00")).toBe("a1.1 Mon 30.11 19:00 60");
    expect(monday("19:59")).toBe("a1.1 Mon 30.11 19:00 60");
    expect(monday("20:00")).toBe("a1.1 Wed 02.12 19:00 60");
  });

  it("counts study time that goes on after midnight until it is over", () => {
    const late = settings({ study_time: "23:30" });
    expect(told([track("a", [1])], late, "2026-12-01T00:10:00Z")).toEqual([
      "a1.1 Mon 30.11 23:30 60",
    ]);
    expect(told([track("a", [1])], late, "2026-12-01T00:30:00Z")).toEqual([
      "a1.1 Wed 02.12 23:30 60",
    ]);
  });

  it("gives several tracks turns, and the days of one that has ended to the others", () => {
    const tracks = [track("b", [4]), track("a", [2])];
    const now = "2026-11-28T12:00:00Z";
    expect(told(tracks, settings(), now).map((one) => one.slice(0, 14))).toEqual([
      "a1.1 Mon 30.11",
      "b1.1 Wed 02.12",
      "a1.2 Fri 04.12",
      "b1.2 Mon 07.12",
      "b1.3 Wed 09.12",
      "b1.4 Fri 11.12",
    ]);
    // Two days later the same day is for the same track.
    expect(told(tracks, settings(), "2026-12-01T12:00:00Z")[0]).toContain("b1.1 Wed 02.12");
  });

  it("has no sessions where there is nothing to learn", () => {
    const plan = planSessions([track("a", [])], settings(), new Date("2026-11-28T12:00:00Z"));
    expect(plan).toMatchObject({ sessions: [], minutesLeft: 0 });
  });

  it("says when the four weeks last moved on: at the end of the study time before them", () => {
    const { movedAt } = planSessions([], settings(), new Date("2026-11-30T20:30:00Z"));
    expect(movedAt).toEqual(new Date("2026-11-30T20:00:00Z"));
  });
});

describe("clocks that change", () => {
  const everyDay = (time_zone: string, study_time = "19:00") =>
    settings({ time_zone, study_time, study_days: [1, 2, 3, 4, 5, 6, 7] });
  const starts = (zone: string, now: string, study_time?: string) =>
    planSessions([track("a", [3])], everyDay(zone, study_time), new Date(now)).sessions.map(
      (one) => one.starts_at,
    );

  it("keep the local time in Berlin, in spring and in autumn", () => {
    expect(starts("Europe/Berlin", "2026-03-28T12:00:00Z")).toEqual([
      "2026-03-28T18:00:00.000Z",
      "2026-03-29T17:00:00.000Z",
      "2026-03-30T17:00:00.000Z",
    ]);
    expect(starts("Europe/Berlin", "2026-10-24T12:00:00Z")).toEqual([
      "2026-10-24T17:00:00.000Z",
      "2026-10-25T18:00:00.000Z",
      "2026-10-26T18:00:00.000Z",
    ]);
  });

  it("keep the local time in New York, in spring and in autumn", () => {
    expect(starts("America/New_York", "2026-03-07T12:00:00Z")).toEqual([
      "2026-03-08T00:00:00.000Z",
      "2026-03-08T23:00:00.000Z",
      "2026-03-09T23:00:00.000Z",
    ]);
    expect(starts("America/New_York", "2026-10-31T12:00:00Z")).toEqual([
      "2026-10-31T23:00:00.000Z",
      "2026-11-02T00:00:00.000Z",
      "2026-11-03T00:00:00.000Z",
    ]);
  });

  it("put a start that is skipped after the gap, and take the first of one that comes twice", () => {
    expect(starts("Europe/Berlin", "2026-03-29T00:00:00Z", "02:30")[0]).toBe(
      "2026-03-29T01:30:00.000Z",
    );
    expect(starts("Europe/Berlin", "2026-10-24T22:00:00Z", "02:30")[0]).toBe(
      "2026-10-25T00:30:00.000Z",
    );
  });

  it("do not in Moscow, nor in Kathmandu, a quarter of an hour off", () => {
    expect(starts("Europe/Moscow", "2026-03-28T12:00:00Z")).toEqual([
      "2026-03-28T16:00:00.000Z",
      "2026-03-29T16:00:00.000Z",
      "2026-03-30T16:00:00.000Z",
    ]);
    expect(starts("Asia/Kathmandu", "2026-03-28T12:00:00Z")[0]).toBe("2026-03-28T13:15:00.000Z");
  });
});
