// A field for a whole number of hours, with presets.
import { For, type JSX } from "solid-js";
import { Chip } from "./chip.tsx";
import { TextField } from "./text-field.tsx";
import "./hours-field.css";

interface HoursFieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** As typed; not necessarily a number. */
  value: string;
  max: number;
  presets: readonly number[];
  /** Accessible name of a preset's button. */
  presetLabel: (hours: number) => string;
  onChange: (value: string) => void;
  id?: string;
}

export function HoursField(props: HoursFieldProps): JSX.Element {
  return (
    <div class="hours-field">
      <TextField
        {...(props.id !== undefined && { id: props.id })}
        label={props.label}
        hint={props.hint}
        error={props.error}
        type="number"
        inputMode="numeric"
        min={1}
        max={props.max}
        step={1}
        required
        value={props.value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
      <div class="hours-presets">
        <For each={props.presets}>
          {(hours) => (
            <Chip
              aria-label={props.presetLabel(hours)}
              pressed={props.value === String(hours)}
              onClick={() => props.onChange(String(hours))}
            >
              {hours}
            </Chip>
          )}
        </For>
      </div>
    </div>
  );
}
