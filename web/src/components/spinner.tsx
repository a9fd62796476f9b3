// Something is going on. The spinner is decoration; words beside it say what.
import type { JSX } from "solid-js";
import "./spinner.css";

export function Spinner(): JSX.Element {
  return <span class="spinner" aria-hidden="true" />;
}

/** Grey bars where text will be. */
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
