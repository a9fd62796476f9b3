// Days, minutes, time and zone of somebody's studies.
import type { Calendar, StudySettings } from "@ai-learning/protocol/calendar";
import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import { callLater } from "../../later-api.ts";
import { Button } from "../../components/button.tsx";
import "../../components/choice.css";
import { Field, FieldError } from "../../components/field.tsx";
import { TextField } from "../../components/text-field.tsx";
import { errorText } from "../../i18n/errors.ts";
import { language, t } from "../../i18n/index.ts";
import { FormFailure } from "../account/form-failure.tsx";
import { Done } from "../account/section.tsx";

/** As the contract has them. */
const minutes = { min: 10, max: 480 } as const;

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** The zone of this device. */
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** All zones the browser knows, and those that the form has to show. */
const zonesWith = (...shown: string[]): string[] =>
  [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", ...shown])].toSorted();

/** "Mon" and "Monday": the fourth of January 2021 was one. */
const weekday = (day: number, width: "short" | "long"): string =>
  new Intl.DateTimeFormat(language(), { weekday: width, timeZone: "UTC" }).format(
    Date.UTC(2021, 0, 3 + day),
  );

interface Draft {
  days: readonly number[];
  minutes: string;
  time: string;
  zone: string;
}

const draftOf = ({ settings, is_set }: Calendar): Draft => ({
  days: settings.study_days,
  minutes: String(settings.minutes_per_day),
  time: settings.study_time,
  zone: is_set ? settings.time_zone : ownZone(),
});

type Errors = Partial<Record<"days" | "minutes" | "time", string | undefined>>;

const errorsOf = (draft: Draft): Errors => {
  const words = t("settings").calendar;
  const number = Number(draft.minutes);
  const isNumber = Number.isInteger(number) && number >= minutes.min && number <= minutes.max;
  return {
    days: draft.days.length > 0 ? undefined : words.noDay,
    minutes: isNumber ? undefined : words.wrongMinutes(minutes.min, minutes.max),
    time: /^\d\d:\d\d$/.test(draft.time) ? undefined : words.wrongTime,
  };
};

const settingsOf = (draft: Draft): StudySettings => ({
  time_zone: draft.zone,
  study_days: [...draft.days],
  minutes_per_day: Number(draft.minutes),
  study_time: draft.time,
});

export function StudyForm(props: {
  calendar: Calendar;
  onSaved: (calendar: Calendar) => void;
}): JSX.Element {
  const [draft, setDraft] = createStore(draftOf(props.calendar));
  const [isTried, setIsTried] = createSignal(false);
  const [isBusy, setIsBusy] = createSignal(false);
  const [isSaved, setIsSaved] = createSignal(false);
  const [failed, setFailed] = createSignal<unknown>();
  const errors = (): Errors => (isTried() ? errorsOf(draft) : {});
  let form: HTMLFormElement | undefined;

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (isBusy()) return;
    setIsTried(true);
    setIsSaved(false);
    const [wrong] = Object.entries(errorsOf(draft)).find(([, text]) => text !== undefined) ?? [];
    if (wrong !== undefined) return form?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
    setIsBusy(true);
    setFailed();
    try {
      props.onSaved(await callLater("saveCalendar", { body: settingsOf(draft) }));
      setIsSaved(true);
    } catch (error) {
      setFailed(error);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <section class="calendar-section stack" aria-labelledby="when-title">
      <h2 id="when-title">{t("settings").calendar.when}</h2>
      <form
        class="stack"
        noValidate
        ref={(made) => (form = made)}
        onSubmit={(event) => void save(event)}
      >
        <Days days={draft.days} error={errors().days} onChange={(days) => setDraft("days", days)} />
        <div class="calendar-times">
          <TextField
            label={t("settings").calendar.minutes}
            name="minutes"
            type="number"
            inputMode="numeric"
            min={minutes.min}
            max={minutes.max}
            step={5}
            value={draft.minutes}
            error={errors().minutes}
            onInput={(event) => setDraft("minutes", event.currentTarget.value)}
          />
          <TextField
            label={t("settings").calendar.time}
            name="time"
            type="time"
            value={draft.time}
            error={errors().time}
            onInput={(event) => setDraft("time", event.currentTarget.value)}
          />
        </div>
        <Zone zone={draft.zone} onChange={(zone) => setDraft("zone", zone)} />
        <FormFailure text={failed() === undefined ? undefined : errorText(failed())} />
        <div class="row">
          <Button type="submit" variant="primary" busy={isBusy()}>
            {t("settings").calendar.save}
          </Button>
        </div>
        <Done text={isSaved() ? t("settings").calendar.saved : undefined} />
      </form>
    </section>
  );
}

function Days(props: {
  days: readonly number[];
  error: string | undefined;
  onChange: (days: readonly number[]) => void;
}): JSX.Element {
  const id = createUniqueId();
  const toggle = (day: number, isOn: boolean): void =>
    props.onChange(
      isOn
        ? [...props.days, day].toSorted((a, b) => a - b)
        : props.days.filter((one) => one !== day),
    );
  return (
    <fieldset class="segmented" aria-describedby={props.error ? id : undefined}>
      <legend class="field-label">{t("settings").calendar.days}</legend>
      <div class="segmented-bar">
        <For each={weekdays}>
          {(day) => (
            <label class="segment">
              <input
                type="checkbox"
                name="days"
                aria-label={weekday(day, "long")}
                checked={props.days.includes(day)}
                onChange={(event) => toggle(day, event.currentTarget.checked)}
              />
              <span aria-hidden="true">{weekday(day, "short")}</span>
            </label>
          )}
        </For>
      </div>
      <FieldError id={id} text={props.error} />
    </fieldset>
  );
}

function Zone(props: { zone: string; onChange: (zone: string) => void }): JSX.Element {
  const own = ownZone();
  return (
    <div class="calendar-zone">
      <Field
        label={t("settings").calendar.zone}
        control={(ids) => (
          <select
            class="control"
            name="zone"
            id={ids.id}
            onChange={(event) => props.onChange(event.currentTarget.value)}
          >
            <For each={zonesWith(own, props.zone)}>
              {(zone) => (
                <option value={zone} selected={zone === props.zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              )}
            </For>
          </select>
        )}
      />
      <Show when={props.zone !== own}>
        <Button size="small" onClick={() => props.onChange(own)}>
          {t("settings").calendar.useZone(own.replaceAll("_", " "))}
        </Button>
      </Show>
    </div>
  );
}
