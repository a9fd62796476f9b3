// Text inputs: a line, several lines, a password.
import { createSignal, splitProps, type JSX } from "solid-js";
import { Button } from "./button.tsx";
import { Field, type FieldProps } from "./field.tsx";

const outer = ["label", "note", "hint", "error"] as const;

type TextFieldProps = FieldProps & JSX.InputHTMLAttributes<HTMLInputElement> & { id?: string };

export function TextField(props: TextFieldProps): JSX.Element {
  const [field, input] = splitProps(props, outer);
  return (
    <Field
      {...field}
      id={props.id}
      control={(ids) => (
        <input
          class="control"
          {...input}
          id={ids.id}
          aria-invalid={field.error ? "true" : undefined}
          aria-describedby={ids.describedBy()}
        />
      )}
    />
  );
}

type TextAreaProps = FieldProps & JSX.TextareaHTMLAttributes<HTMLTextAreaElement> & { id?: string };

export function TextArea(props: TextAreaProps): JSX.Element {
  const [field, input] = splitProps(props, outer);
  return (
    <Field
      {...field}
      id={props.id}
      control={(ids) => (
        <textarea
          class="control"
          rows={3}
          {...input}
          id={ids.id}
          aria-invalid={field.error ? "true" : undefined}
          aria-describedby={ids.describedBy()}
        />
      )}
    />
  );
}

type PasswordFieldProps = TextFieldProps & { showLabel: string; hideLabel: string };

/** A password with a button that shows it. */
export function PasswordField(props: PasswordFieldProps): JSX.Element {
  const [field, own, input] = splitProps(props, outer, ["showLabel", "hideLabel"]);
  const [isShown, setIsShown] = createSignal(false);
  return (
    <Field
      {...field}
      id={props.id}
      control={(ids) => (
        <div class="control-with-button">
          <input
            class="control"
            autocapitalize="off"
            spellcheck={false}
            {...input}
            type={isShown() ? "text" : "password"}
            id={ids.id}
            aria-invalid={field.error ? "true" : undefined}
            aria-describedby={ids.describedBy()}
          />
          <Button
            variant="quiet"
            icon={isShown() ? "eye-off" : "eye"}
            label={isShown() ? own.hideLabel : own.showLabel}
            onClick={() => setIsShown(!isShown())}
          />
        </div>
      )}
    />
  );
}
