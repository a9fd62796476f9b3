// The study sessions of the coming four weeks, by day.
import type { Calendar, StudySession } from "@ai-learning/protocol/calendar";
import { A } from "@solidjs/router";
import { createSignal, For, Show, type JSX } from "solid-js";
import { Button, LinkButton } from "../../components/button.tsx";
import { EmptyState } from "../../components/message.tsx";
import { formatNumber } from "../../i18n/format.ts";
import { language, t } from "../../i18n/index.ts";

/** Days that are shown at first. */
const shownDays = 4;

interface Day {
  readonly name: string;
  readonly sessions: readonly StudySession[];
}

const formatter = (timeZone: string, options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat(language(), { ...options, timeZone });
  return (iso: string): string => format.format(new Date(iso));
};

/** Sessions by the day on which they begin, in the learner's zone. */
function daysOf({ sessions, settings }: Calendar): Day[] {
  const day = formatter(settings.time_zone, { weekday: "long", day: "numeric", month: "long" });
  const days = new Map<string, StudySession[]>();
  for (const one of sessions) {
    const name = day(one.starts_at);
    days.set(name, [...(days.get(name) ?? []), one]);
  }
  return [...days].map(([name, all]) => ({ name, sessions: all }));
}

const hours = (minutes: number): string =>
  t("settings").calendar.hours(formatNumber(Math.round(minutes / 6) / 10));

function summaryOf({ sessions, minutes_left: left }: Calendar): string {
  const planned = sessions.reduce((sum, one) => sum + one.minutes, 0);
  return planned < left
    ? t("settings").calendar.partly(hours(planned), hours(left))
    : t("settings").calendar.fits(hours(planned));
}

export function SessionList(props: { calendar: Calendar }): JSX.Element {
  const [isWhole, setIsWhole] = createSignal(false);
  const days = () => daysOf(props.calendar);
  const shown = () => (isWhole() ? days() : days().slice(0, shownDays));
  return (
    <section class="calendar-section stack" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{t("settings").calendar.sessions}</h2>
      <Show when={days().length > 0} fallback={<NoSessions />}>
        <Show when={!props.calendar.is_set}>
          <p class="soft">{t("settings").calendar.notSet}</p>
        </Show>
        <p class="soft">{summaryOf(props.calendar)}</p>
        <ul class="calendar-days" role="list">
          <For each={shown()}>
            {(day) => <DayRow day={day} zone={props.calendar.settings.time_zone} />}
          </For>
        </ul>
        <Show when={days().length > shownDays}>
          <div class="row calendar-more">
            <Button aria-expanded={isWhole()} onClick={() => setIsWhole(!isWhole())}>
              {isWhole()
                ? t("settings").calendar.fewer
                : t("settings").calendar.all(props.calendar.sessions.length)}
            </Button>
          </div>
        </Show>
      </Show>
    </section>
  );
}

function NoSessions(): JSX.Element {
  return (
    <EmptyState
      icon="clock"
      title={t("settings").calendar.none.title}
      text={t("settings").calendar.none.text}
    >
      <LinkButton href="/tracks">{t("settings").calendar.none.action}</LinkButton>
    </EmptyState>
  );
}

function DayRow(props: { day: Day; zone: string }): JSX.Element {
  const time = () => formatter(props.zone, { timeStyle: "short" });
  return (
    <li class="calendar-day">
      <h3>{props.day.name}</h3>
      <ul role="list">
        <For each={props.day.sessions}>
          {(one) => (
            <li class="calendar-session">
              <span class="calendar-time">
                {t("settings").calendar.range(time()(one.starts_at), time()(one.ends_at))}
              </span>
              <span class="calendar-what" dir="auto">
                {t("settings").calendar.module(one.module_number, one.module_title)}
                <Show when={one.part > 1}>
                  <span class="soft"> · {t("settings").calendar.part(one.part)}</span>
                </Show>
                <A class="small calendar-track" href={`/tracks/${one.track_id}`}>
                  {one.track_title}
                </A>
              </span>
            </li>
          )}
        </For>
      </ul>
    </li>
  );
}
