// The time of a message, with the date unless it is today.
import type { JSX } from "solid-js";
import { formatWhen } from "../../i18n/format.ts";

export function When(props: { at: string }): JSX.Element {
  return <time dateTime={props.at}>{formatWhen(props.at)}</time>;
}
