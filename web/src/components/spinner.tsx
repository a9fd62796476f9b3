// Indicators of loading. The spinner is decorative; the text beside it says what is loading.
import type { JSX } from "solid-js";
import "./spinner.css";

export function Spinner(): JSX.Element {
  return <span class="spinner" aria-hidden="true" />;
}

/** Grey bars in place of text that is loading. */
export function Skeleton(props: { lines?: number | undefined; label: string }): JSX.Element {
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">{props.label}</span>
      {Array.from({ length: props.lines ?? 3 }, () => (
        <span class="skeleton-line" />
      ))}
    </div>
  );
}
