// The label, hint and error around a form control.
import { createUniqueId, Show, type JSX } from "solid-js";
import "./field.css";
import { Icon } from "./icon.tsx";

export interface FieldProps {
  label: string;
  /** Shown after the label, such as "optional". */
  note?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
}

/** Attributes that tie a control to its label, hint and error. */
export interface ControlIds {
  readonly id: string;
  readonly describedBy: () => string | undefined;
}

export function Field(
  props: FieldProps & { id?: string | undefined; control: (ids: ControlIds) => JSX.Element },
): JSX.Element {
  const id = props.id ?? createUniqueId();
  const describedBy = (): string | undefined =>
    [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(" ") ||
    undefined;
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {props.label}
        <Show when={props.note}>
          {" "}
          <span class="field-note">({props.note})</span>
        </Show>
      </label>
      <Show when={props.hint}>
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
      {props.control({ id, describedBy })}
      <FieldError id={`${id}-error`} text={props.error} />
    </div>
  );
}

export function FieldError(props: { id: string; text: string | undefined }): JSX.Element {
  return (
    <Show when={props.text}>
      <p class="field-error" id={props.id}>
        <Icon name="warning" size={16} />
        <span>{props.text}</span>
      </p>
    </Show>
  );
}
