// How much there is of something: little of it is said by colour too.
import type { JSX } from "solid-js";
import "./meter.css";

/** `value` and `low` are parts of 1. */
export function Meter(props: {
  value: number;
  low: number;
  label: string;
  text: string;
}): JSX.Element {
  return (
    <meter
      class="meter"
      min={0}
      max={1}
      low={props.low}
      high={props.low}
      optimum={1}
      value={props.value}
      aria-label={props.label}
      aria-valuetext={props.text}
    />
  );
}
