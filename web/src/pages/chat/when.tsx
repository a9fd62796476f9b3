// When something was said: the time today, the date too on any other day.
import type { JSX } from "solid-js";
import { formatWhen } from "../../i18n/format.ts";

export function When(props: { at: string }): JSX.Element {
  return <time dateTime={props.at}>{formatWhen(props.at)}</time>;
}
