// A choice of one among a few options, side by side.
import { createUniqueId, For, type JSX } from "solid-js";
import "./choice.css";
import "./field.css";

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

interface SegmentedProps<T extends string> {
  label: string;
  /** Shows the options alone; the label goes to assistive technology. */
  hideLabel?: boolean | undefined;
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
}

/** Radio buttons styled as one bar. */
export function SegmentedChoice<T extends string>(props: SegmentedProps<T>): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class="segmented">
      <legend class={props.hideLabel ? "visually-hidden" : "field-label"}>{props.label}</legend>
      <div class="segmented-bar">
        <For each={props.options}>
          {(option) => (
            <label class="segment">
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={option.value === props.value}
                onChange={() => props.onChange(option.value)}
              />
              <span>{option.label}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
