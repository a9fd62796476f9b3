// The study calendar: settings, sessions, and the private address that calendars subscribe to.
import type { StudySession } from "@ai-learning/protocol/calendar";
import type { Track } from "@ai-learning/protocol/track";
import ICAL from "ical.js";
import { sync } from "node-ical";
import { describe, expect, test } from "vitest";
import { anonymous, guest, password, registered, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize, planned } from "../support/learning.ts";

const evenings = {
  time_zone: "Asia/Kathmandu",
  study_days: [2, 4, 6],
  minutes_per_day: 90,
  study_time: "18:30",
};

/** Somebody with a track that has modules, and evenings to study. */
async function learner(client?: Client): Promise<{ client: Client; track: Track }> {
  const one = client ?? (await guest());
  const made = await planned(one);
  await finalize(one, made);
  await one.ok("saveCalendar", { body: evenings });
  return { client: one, track: await one.ok("getTrack", { params: { id: made.id } }) };
}

/** What one event says, with either parser. */
interface Event {
  readonly uid: string;
  readonly start: string;
  readonly end: string;
  readonly summary: string;
  readonly sequence: number;
}

function byIcalJs(file: string): Event[] {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      summary: event.summary,
      sequence: event.sequence,
    };
  });
}

function byNodeIcal(file: string): Event[] {
  return Object.values(sync.parseICS(file)).flatMap((one) =>
    one?.type === "VEVENT"
      ? [
          {
            uid: one.uid,
            start: new Date(one.start).toISOString(),
            end: new Date(one.end ?? one.start).toISOString(),
            summary: typeof one.summary === "string" ? one.summary : one.summary.val,
            sequence: Number(one.sequence),
          },
        ]
      : [],
  );
}

/** The events of a file, on which two readers that know nothing of each other agree. */
function eventsOf(file: string): Event[] {
  const events = byIcalJs(file);
  expect(byNodeIcal(file)).toEqual(events);
  return events;
}

const tokenOf = (url: string): string => new URL(url).pathname.split("/").at(-1) ?? "";

const subscribe = async (client: Client): Promise<string> =>
  tokenOf((await client.ok("makeCalendarFeed")).url);

const read = (token: string): Promise<string> =>
  anonymous().ok("calendarFeed", { params: { token } });

/** What becomes of a subscriber's events when a file is read again: by UID, the newest sequence wins. */
function subscriber() {
  const events = new Map<string, Event>();
  return {
    poll: async (token: string): Promise<Event[]> => {
      const now = eventsOf(await read(token));
      const earlier = now.filter(
        (one) => one.sequence < (events.get(one.uid)?.sequence ?? one.sequence),
      );
      expect(earlier, "no event goes back to an earlier revision").toEqual([]);
      events.clear();
      for (const one of now) events.set(one.uid, one);
      expect(events.size, "every event has a name of its own").toBe(now.length);
      return now;
    },
  };
}

/** Puts everything that was changed an hour back: calendars count revisions in seconds. */
async function anHourLater({ user }: Client): Promise<void> {
  const sql = database();
  const hour = sql`interval '1 hour'`;
  await sql`update users set created_at = created_at - ${hour} where id = ${user.id}`;
  await sql`update learner_settings set updated_at = updated_at - ${hour} where user_id = ${user.id}`;
  await sql`update calendar_feeds set plan_changed_at = plan_changed_at - ${hour}
    where user_id = ${user.id}`;
  await sql`update course_modules m set updated_at = m.updated_at - ${hour}
    from learning_tracks t where t.id = m.track_id and t.user_id = ${user.id}`;
  await sql`update learning_tracks set updated_at = updated_at - ${hour} where user_id = ${user.id}`;
}

const times = (sessions: readonly (StudySession | Event)[]) =>
  sessions.map((one) => ("start" in one ? [one.start, one.end] : [one.starts_at, one.ends_at]));

describe("study sessions", () => {
  test("are planned from the modules in force of active tracks once days and minutes are set", async () => {
    const client = await guest();
    const before = await client.ok("calendar");
    expect(before).toMatchObject({ is_set: false, sessions: [], feed_created_at: null });

    const { track } = await learner(client);
    const { settings, is_set, sessions, minutes_left } = await client.ok("calendar");

    expect({ settings, is_set }).toEqual({ settings: evenings, is_set: true });
    const hours = track.modules.reduce((sum, one) => sum + one.estimated_duration_hours, 0);
    expect(minutes_left).toBe(hours * 60);
    const planned = sessions.reduce((sum, { minutes }) => sum + minutes, 0);
    expect(planned).toBe(Math.min(minutes_left, 12 * 90));
    expect(sessions[0]).toMatchObject({ track_id: track.id, module_id: track.modules[0]?.id });
    expect(sessions[0]?.starts_at).toMatch(/T12:45:00\.000Z$/);
  });

  test("leave out completed modules, and tracks that are paused or completed", async () => {
    const { client, track } = await learner();
    const [first] = track.modules;
    await database()`update course_modules set status = 'completed' where id = ${first?.id ?? ""}`;
    const { sessions } = await client.ok("calendar");
    expect(sessions.some((one) => one.module_id === first?.id)).toBe(false);

    for (const status of ["paused", "completed"] as const) {
      await client.ok("updateTrack", { params: { id: track.id }, body: { status } });
      expect(await client.ok("calendar")).toMatchObject({ sessions: [], minutes_left: 0 });
    }
  });

  test.each([
    [{ time_zone: "Mars/Olympus" }, "time_zone"],
    [{ time_zone: "+03:00" }, "time_zone"],
    [{ study_days: [] }, "study_days"],
    [{ study_days: [1, 1] }, "study_days"],
    [{ study_days: [8] }, "study_days.0"],
    [{ minutes_per_day: 9 }, "minutes_per_day"],
    [{ minutes_per_day: 481 }, "minutes_per_day"],
    [{ study_time: "24:00" }, "study_time"],
    [{ study_time: "7:00" }, "study_time"],
  ])("are not planned for %j, and the refusal names what is wrong", async (wrong, path) => {
    const client = await guest();
    const raw = JSON.stringify({ ...evenings, ...wrong });
    const refusal = await client.refused("invalid_request", "saveCalendar", { raw });
    expect(refusal.issues?.map((one) => one.path)).toEqual([path]);
    expect((await client.ok("calendar")).is_set).toBe(false);
  });
});

describe("the calendar's address", () => {
  test("gives two readers the same events, those of the page, in UTC", async () => {
    const { client } = await learner();
    const token = await subscribe(client);
    const { sessions } = await client.ok("calendar");

    const file = await read(token);

    expect(times(eventsOf(file))).toEqual(times(sessions));
    expect(file).toMatch(/^DTSTART:\d{8}T\d{6}Z\r$/m);
    expect(file).toMatch(/^REFRESH-INTERVAL;VALUE=DURATION:PT4H\r$/m);
    expect(file).toMatch(/^X-PUBLISHED-TTL:PT4H\r$/m);
    expect(
      Math.max(...file.split("\r\n").map((line) => Buffer.byteLength(line))),
    ).toBeLessThanOrEqual(75);
    expect(await client.ok("downloadCalendar")).toBe(file);
  });

  test("speaks the user's language", async () => {
    const { client } = await learner();
    await client.ok("updateMe", { body: { locale: "ru" } });
    const [first] = eventsOf(await read(await subscribe(client)));
    expect(first?.summary).toMatch(/^Модуль 1\. /);
  });

  test("gives the same file to the byte while nothing has changed", async () => {
    const { client } = await learner();
    const token = await subscribe(client);
    const first = await read(token);
    await client.ok("saveCalendar", { body: evenings });
    expect(await read(token)).toBe(first);
  });

  test("changes events instead of doubling them when times change", async () => {
    const { client } = await learner();
    const token = await subscribe(client);
    const { poll } = subscriber();
    await anHourLater(client);
    const before = await poll(token);

    await client.ok("saveCalendar", { body: { ...evenings, study_time: "07:15" } });
    const after = await poll(token);

    expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
    expect(after[0]?.start).not.toBe(before[0]?.start);
    expect(after[0]?.sequence).toBeGreaterThan(before[0]?.sequence ?? 0);
  });

  test("drops what is no longer planned: a completed module, a deleted track", async () => {
    const { client, track } = await learner();
    const token = await subscribe(client);
    const { poll } = subscriber();
    const before = await poll(token);
    const first = track.modules[0]?.id ?? "";
    expect(before.some(({ uid }) => uid.startsWith(first))).toBe(true);

    await database()`update course_modules set status = 'completed', updated_at = now() where id = ${first}`;
    const rest = await poll(token);
    expect(rest.some(({ uid }) => uid.startsWith(first))).toBe(false);
    expect(before.map(({ uid }) => uid)).toEqual(expect.arrayContaining([rest[0]?.uid]));

    const second = await planned(client);
    await finalize(client, second);
    await anHourLater(client);
    const later = subscriber();
    const both = await later.poll(token);
    expect(both.length).toBeGreaterThan(rest.length);
    await client.ok("deleteTrack", { params: { id: track.id } });
    const last = await later.poll(token);
    expect(last.some(({ uid }) => track.modules.some(({ id }) => uid.startsWith(id)))).toBe(false);
    expect(last[0]?.sequence).toBeGreaterThan(both[0]?.sequence ?? 0);
  });

  test("is alike for a token that was revoked, replaced, made up, cut or misspelt", async () => {
    const { client } = await learner();
    const replaced = await subscribe(client);
    const revoked = await subscribe(client);
    await client.ok("revokeCalendarFeed");
    expect((await client.ok("calendar")).feed_created_at).toBeNull();

    const wrong = [
      replaced,
      revoked,
      `${"x".repeat(43)}.ics`,
      revoked.slice(0, -4),
      "feeds",
      "%00",
      "я.ics",
    ];
    const answers = await Promise.all(
      wrong.map((token) =>
        anonymous().refused("feed_not_found", "calendarFeed", { params: { token } }),
      ),
    );

    expect(new Set(answers.map(({ detail }) => detail)).size).toBe(1);
  });

  test("is made anew after it was revoked, and only one works at a time", async () => {
    const { client } = await learner();
    const first = await subscribe(client);
    await client.ok("revokeCalendarFeed");
    await client.ok("revokeCalendarFeed");
    const [second, third] = [await subscribe(client), await subscribe(client)];

    expect(await read(third)).toContain("BEGIN:VCALENDAR");
    for (const token of [first, second]) {
      await anonymous().refused("feed_not_found", "calendarFeed", { params: { token } });
    }
  });

  test("is stored as a hash alone, and its file names nobody", async () => {
    const client = await registered();
    await learner(client);
    const token = await subscribe(client);

    const rows = await database()<{ row: string }[]>`
      select to_jsonb(f)::text as row from calendar_feeds f where user_id = ${client.user.id}`;
    const file = await read(token);

    expect(JSON.stringify(rows)).not.toContain(token.slice(0, 43));
    for (const secret of [client.user.email, client.user.id, client.user.last_name]) {
      expect(file).not.toContain(secret);
    }
  });

  test("ends with its user", async () => {
    const { client } = await learner();
    const token = await subscribe(client);
    await client.ok("deleteMe", { body: {} });
    await anonymous().refused("feed_not_found", "calendarFeed", { params: { token } });
  });
});

describe("what is stored of a calendar", () => {
  test("is in the user's export, without what opens it", async () => {
    const { client } = await learner();
    await subscribe(client);
    const { tables } = await client.ok("exportMe");
    expect(tables["learner_settings"]).toMatchObject([
      { user_id: client.user.id, time_zone: "Asia/Kathmandu", study_days: [2, 4, 6] },
    ]);
    expect(tables["calendar_feeds"]).toMatchObject([{ user_id: client.user.id, revoked_at: null }]);
    expect(JSON.stringify(tables["calendar_feeds"])).not.toContain("token_hash");
  });

  test("goes along from a guest to the account, whose own settings and address stand", async () => {
    const account = await registered();
    const person = { email: account.user.email, password };
    const { client: first } = await learner();
    const handedOver = await subscribe(first);
    await first.ok("login", { body: person });
    expect((await account.ok("calendar")).settings).toEqual(evenings);
    expect(eventsOf(await read(handedOver)).length).toBeGreaterThan(0);

    const own = { ...evenings, minutes_per_day: 30 };
    await account.ok("saveCalendar", { body: own });
    const before = eventsOf(await read(handedOver));
    const { client: second } = await learner();
    const dropped = await subscribe(second);
    await second.ok("login", { body: person });

    expect((await account.ok("calendar")).settings).toEqual(own);
    await anonymous().refused("feed_not_found", "calendarFeed", { params: { token: dropped } });
    const after = eventsOf(await read(handedOver));
    expect(after[0]?.sequence).toBeGreaterThanOrEqual(before[0]?.sequence ?? 0);
  });
});
