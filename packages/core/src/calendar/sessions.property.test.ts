// What holds of every split of hours into sessions, for any plan, settings and moment.
import type { StudySession, StudySettings } from "@ai-learning/protocol/calendar";
import * as fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { planSessions, type StudyTrack } from "./sessions.ts";

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Europe/Moscow",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "America/Sao_Paulo",
];

const anySettings: fc.Arbitrary<StudySettings> = fc.record({
  time_zone: fc.constantFrom(...zones),
  study_days: fc
    .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
    .map((days) => days.toSorted((a, b) => a - b)),
  minutes_per_day: fc.integer({ min: 10, max: 480 }),
  study_time: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((time) => time.map((part) => String(part).padStart(2, "0")).join(":")),
});

const anyTracks: fc.Arbitrary<StudyTrack[]> = fc
  .array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }), { maxLength: 3 })
  .map((tracks) =>
    tracks.map((hours, number) => ({
      id: `t${String(number)}`,
      title: "Track",
      modules: hours.map((each, at) => ({
        id: `t${String(number)}m${String(at)}`,
        number: at + 1,
        title: "Module",
        hours: each,
      })),
    })),
  );

/** Any minute of 2026 and 2027: all changes of clocks are among them. */
const anyMoment = fc
  .integer({ min: 0, max: 2 * 365 * 24 * 60 })
  .map((minutes) => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000));

const runs = { numRuns: 120 };

const sum = (sessions: readonly StudySession[]): number =>
  sessions.reduce((all, { minutes }) => all + minutes, 0);

const uid = ({ module_id, part }: StudySession): string => `${module_id}.${String(part)}`;

/** Sessions by day: those that follow each other until the day's minutes are full. */
function daysOf(sessions: readonly StudySession[], minutesPerDay: number): StudySession[][] {
  const days: StudySession[][] = [];
  for (const one of sessions) {
    const day = days.at(-1);
    const goesOn = day?.at(-1)?.ends_at === one.starts_at && sum(day ?? []) < minutesPerDay;
    if (day !== undefined && goesOn) day.push(one);
    else days.push([one]);
  }
  return days;
}

const startOf = ([first]: readonly StudySession[]): DateTime =>
  DateTime.fromISO(first?.starts_at ?? "");

/** The moment a day's study time begins: the first of that name, or as much later as clocks skip. */
function studyTimeOf(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const wanted = day.startOf("day").set({ hour, minute });
  return DateTime.min(...wanted.getPossibleOffsets()) ?? wanted;
}

describe("any split of hours into sessions", () => {
  it("holds all minutes that are left, or exactly those that fit four weeks", () => {
    fc.assert(
      fc.property(anyTracks, anySettings, anyMoment, (tracks, settings, now) => {
        const { sessions, minutesLeft } = planSessions(tracks, settings, now);
        const hours = tracks.flatMap(({ modules }) => modules).reduce((a, b) => a + b.hours, 0);
        const room = 4 * settings.study_days.length * settings.minutes_per_day;
        expect(minutesLeft).toBe(hours * 60);
        expect(sum(sessions)).toBe(Math.min(minutesLeft, room));
      }),
      runs,
    );
  });

  it("stays on study days, from the study time on, without gaps or overlaps, at most so long a day", () => {
    fc.assert(
      fc.property(anyTracks, anySettings, anyMoment, (tracks, settings, now) => {
        const { sessions } = planSessions(tracks, settings, now);
        for (const one of sessions) {
          expect(Date.parse(one.ends_at) - Date.parse(one.starts_at)).toBe(one.minutes * 60_000);
        }
        const days = daysOf(sessions, settings.minutes_per_day);
        for (const [at, day] of days.entries()) {
          expect(sum(day)).toBeLessThanOrEqual(settings.minutes_per_day);
          const start = startOf(day);
          const local = start.setZone(settings.time_zone);
          expect(settings.study_days).toContain(local.weekday);
          expect(start.toMillis()).toBe(studyTimeOf(local, settings.study_time).toMillis());
          const before = days[at - 1]?.at(-1)?.ends_at ?? "1970-01-01T00:00:00Z";
          expect(start.toMillis()).toBeGreaterThanOrEqual(Date.parse(before));
        }
      }),
      runs,
    );
  });

  it("keeps the order of each track's modules, and numbers a module's sessions from 1", () => {
    fc.assert(
      fc.property(anyTracks, anySettings, anyMoment, (tracks, settings, now) => {
        const { sessions } = planSessions(tracks, settings, now);
        for (const all of Map.groupBy(sessions, (one) => one.track_id).values()) {
          const numbers = all.map(({ module_number }) => module_number);
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        }
        for (const all of Map.groupBy(sessions, (one) => one.module_id).values()) {
          expect(all.map(({ part }) => part)).toEqual(all.map((_, at) => at + 1));
        }
      }),
      runs,
    );
  });

  it("is the same for the same settings and plan at any moment of one study day", () => {
    fc.assert(
      fc.property(anyTracks, anySettings, anyMoment, (tracks, settings, now) => {
        const plan = planSessions(tracks, settings, now);
        expect(planSessions(structuredClone(tracks), { ...settings }, plan.movedAt)).toEqual(plan);
      }),
      runs,
    );
  });

  it("names no session anew when a module is added at the end", () => {
    fc.assert(
      fc.property(anyTracks, anySettings, anyMoment, (tracks, settings, now) => {
        const [first] = tracks;
        fc.pre(first !== undefined && tracks.length === 1);
        const added = { id: "new", number: 99, title: "Module", hours: 3 };
        const before = planSessions(tracks, settings, now).sessions;

        const after = planSessions(
          [{ ...first, modules: [...first.modules, added] }],
          settings,
          now,
        ).sessions;

        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.slice(before.length).every((one) => one.module_id === "new")).toBe(true);
      }),
      runs,
    );
  });

  it("drops only a completed module's names, and what follows it keeps its own", () => {
    fc.assert(
      fc.property(anyTracks, anySettings, anyMoment, fc.nat(), (tracks, settings, now, at) => {
        const [first] = tracks;
        fc.pre(first !== undefined && tracks.length === 1 && first.modules.length > 1);
        const done = first.modules[at % first.modules.length]?.id;
        const before = planSessions(tracks, settings, now).sessions;

        const after = planSessions(
          [{ ...first, modules: first.modules.filter(({ id }) => id !== done) }],
          settings,
          now,
        ).sessions;

        const names = new Set(after.map(uid));
        expect(names.size).toBe(after.length);
        expect(after.some((one) => one.module_id === done)).toBe(false);
        // Every other module is there as it was, apart from the part of its sessions that a shared day adds or saves.
        for (const one of before) {
          if (one.module_id === done || one.part > 1) continue;
          expect(names).toContain(uid(one));
        }
      }),
      runs,
    );
  });
});
