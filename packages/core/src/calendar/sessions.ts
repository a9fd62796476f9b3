// Splitting the hours of modules into study sessions of the coming four weeks. Pure: the same settings, plan and moment
// give the same sessions.
//
// Luxon, because a session stays at the same local time when clocks change, and Node 24 has `Temporal` only behind a
// flag. Days are dates without a zone, kept as midnight in UTC; only a session's start is put into the learner's zone.
// A start that clocks skip comes as much later as they skip; one that comes twice is the first.
import type { StudySession, StudySettings } from "@ai-learning/protocol/calendar";
import { DateTime } from "luxon";

export interface StudyModule {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly hours: number;
}

export interface StudyTrack {
  readonly id: string;
  readonly title: string;
  /** Those still to be learned, in order. */
  readonly modules: readonly StudyModule[];
}

export interface StudyPlan {
  readonly sessions: readonly StudySession[];
  /** Of all modules. */
  readonly minutesLeft: number;
  /** When the four weeks last moved on by a day: at the end of the study time before them. */
  readonly movedAt: Date;
}

/** Local days that are planned. */
export const plannedDays = 28;

const monday = DateTime.fromISO("1970-01-05", { zone: "utc" });

/** When a local day's study time begins, as a moment. */
function startOf(day: DateTime, { time_zone, study_time }: StudySettings): DateTime {
  const [hour = 0, minute = 0] = study_time.split(":").map(Number);
  const { year, month, day: date } = day;
  const local = DateTime.fromObject({ year, month, day: date, hour, minute }, { zone: time_zone });
  // Which of two moments of the same name Luxon takes depends on the season it is asked in.
  const moments = local.getPossibleOffsets().map((one) => one.toMillis());
  return DateTime.fromMillis(Math.min(...moments), { zone: "utc" });
}

const endOf = (day: DateTime, settings: StudySettings): DateTime =>
  startOf(day, settings).plus({ minutes: settings.minutes_per_day });

/** The first day to plan: today until its study time is over, then tomorrow. */
function firstDay(settings: StudySettings, now: Date): DateTime {
  const moment = DateTime.fromJSDate(now);
  const { year, month, day } = moment.setZone(settings.time_zone);
  // Study time that begins late in the evening may end after midnight.
  let first = DateTime.utc(year, month, day).minus({ days: 1 });
  while (endOf(first, settings) <= moment) first = first.plus({ days: 1 });
  return first;
}

/**
 * Which of several tracks a day is for: they take turns, by the study days since a Monday long ago, so that a day stays
 * with its track however the four weeks move on.
 */
function turnOf(day: DateTime, studyDays: readonly number[], tracks: number): number {
  const weeks = Math.floor(day.diff(monday, "days").days / 7);
  return (weeks * studyDays.length + studyDays.indexOf(day.weekday)) % tracks;
}

/** What is left of a module, and how many sessions it has had. */
interface Rest {
  readonly track: StudyTrack;
  readonly module: StudyModule;
  minutes: number;
  part: number;
}

const restsOf = (track: StudyTrack): Rest[] =>
  track.modules.map((module) => ({
    track,
    module,
    minutes: Math.round(module.hours * 60),
    part: 0,
  }));

/** Takes one session off what is left of a module. */
function take(rest: Rest, start: DateTime, minutes: number): StudySession {
  rest.minutes -= minutes;
  rest.part += 1;
  const { track, module } = rest;
  return {
    track_id: track.id,
    track_title: track.title,
    module_id: module.id,
    module_number: module.number,
    module_title: module.title,
    part: rest.part,
    starts_at: start.toJSDate().toISOString(),
    ends_at: start.plus({ minutes }).toJSDate().toISOString(),
    minutes,
  };
}

/** The sessions of one day: its track's next modules, then, where that has no more, the next track's. */
function sessionsOf(day: DateTime, queues: readonly Rest[][], settings: StudySettings) {
  const turn = turnOf(day, settings.study_days, queues.length);
  const order = [...queues.slice(turn), ...queues.slice(0, turn)].flat();
  const sessions: StudySession[] = [];
  let start = startOf(day, settings);
  let free = settings.minutes_per_day;
  for (const rest of order) {
    const minutes = Math.min(free, rest.minutes);
    if (minutes === 0) continue;
    sessions.push(take(rest, start, minutes));
    start = start.plus({ minutes });
    free -= minutes;
  }
  return sessions;
}

/** The sessions of the coming four weeks, in order: on study days, at most `minutes_per_day` each, modules in order. */
export function planSessions(
  tracks: readonly StudyTrack[],
  settings: StudySettings,
  now: Date,
): StudyPlan {
  const queues = tracks.map(restsOf).filter((rests) => rests.length > 0);
  const minutesLeft = queues.flat().reduce((sum, { minutes }) => sum + minutes, 0);
  const first = firstDay(settings, now);
  const days = Array.from({ length: plannedDays }, (_, at) => first.plus({ days: at }));
  const sessions =
    queues.length === 0
      ? []
      : days
          .filter((day) => settings.study_days.includes(day.weekday))
          .flatMap((day) => sessionsOf(day, queues, settings));
  return { sessions, minutesLeft, movedAt: endOf(first.minus({ days: 1 }), settings).toJSDate() };
}
