// The study calendar: when somebody studies, the sessions of the coming four weeks, and the way into their own calendar.
import type { Calendar } from "@ai-learning/protocol/calendar";
import { Match, Switch, type JSX } from "solid-js";
import { callLater } from "../../later-api.ts";
import { Skeleton } from "../../components/spinner.tsx";
import { Failure } from "../../layout/failure.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { t } from "../../i18n/index.ts";
import { prepareOffline } from "../../offline/offline.ts";
import { keepFresh } from "../../state/changes.ts";
import { createLoad } from "../../state/load.ts";
import "./calendar-page.css";
import { FeedSection } from "./feed-section.tsx";
import { SessionList } from "./session-list.tsx";
import { StudyForm } from "./study-form.tsx";

export default function CalendarPage(): JSX.Element {
  prepareOffline();
  const load = createLoad(
    () => true,
    (_, signal) => callLater("calendar", { signal }),
  );
  keepFresh(load);
  const failed = () => {
    const now = load.now();
    return now.state === "failed" && now.value === undefined ? now : undefined;
  };
  return (
    <div class="page page-narrow calendar-page">
      <PageHeading text={t("settings").calendar.title} />
      <Switch fallback={<Skeleton lines={7} label={t().app.loading} />}>
        <Match when={failed()}>
          {(now) => (
            <Failure
              title={t("settings").calendar.loadFailed}
              error={now().error}
              onRetry={load.retry}
            />
          )}
        </Match>
        <Match when={load.value()}>
          {(calendar) => <Sections calendar={calendar()} onChange={load.set} />}
        </Match>
      </Switch>
    </div>
  );
}

function Sections(props: {
  calendar: Calendar;
  onChange: (calendar: Calendar) => void;
}): JSX.Element {
  return (
    <>
      <p class="calendar-lead soft">{t("settings").calendar.lead}</p>
      <StudyForm calendar={props.calendar} onSaved={(saved) => props.onChange(saved)} />
      <SessionList calendar={props.calendar} />
      <FeedSection
        createdAt={props.calendar.feed_created_at}
        onChange={(feed_created_at) => props.onChange({ ...props.calendar, feed_created_at })}
      />
    </>
  );
}
