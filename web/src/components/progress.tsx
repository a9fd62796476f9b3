// A progress bar, in per cent.
import type { JSX } from "solid-js";
import "./progress.css";

export function Progress(props: { value: number; label: string; text: string }): JSX.Element {
  return (
    <div class="progress">
      <progress class="progress-bar" max={100} value={props.value} aria-label={props.label} />
      <span class="progress-text">{props.text}</span>
    </div>
  );
}
