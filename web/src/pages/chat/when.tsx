// When something was said: the time today, the date too on any other day.
import type { JSX } from "solid-js";
import { language } from "../../i18n/index.ts";

/** Making a formatter costs more than a whole message: one of each is kept. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(date: Date, isToday: boolean): string {
  const key = `${language()} ${String(isToday)}`;
  const known = formats.get(key);
  const made =
    known ??
    new Intl.DateTimeFormat(language(), {
      timeStyle: "short",
      ...(isToday ? {} : { dateStyle: "medium" }),
    });
  formats.set(key, made);
  return made.format(date);
}

export function When(props: { at: string }): JSX.Element {
  const date = (): Date => new Date(props.at);
  const isToday = (): boolean => date().toDateString() === new Date().toDateString();
  return <time dateTime={props.at}>{format(date(), isToday())}</time>;
}
