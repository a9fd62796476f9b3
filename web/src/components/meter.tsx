// A meter that changes its colour at a low value.
import type { JSX } from "solid-js";
import "./meter.css";

/** `value` and `low` are fractions from 0 to 1. */
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
