// Empty and error states: a title, a sentence and actions.
import { Show, type JSX } from "solid-js";
import { Button } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import "./message.css";

interface EmptyStateProps {
  title: string;
  text: string;
  icon?: IconName | undefined;
  /** Actions: buttons or links. */
  children?: JSX.Element;
}

export function EmptyState(props: EmptyStateProps): JSX.Element {
  return (
    <div class="message">
      <span class="message-icon">
        <Icon name={props.icon ?? "layers"} size={28} />
      </span>
      <h2 class="message-title">{props.title}</h2>
      <p class="message-text">{props.text}</p>
      <div class="message-actions">{props.children}</div>
    </div>
  );
}

interface ErrorStateProps {
  title: string;
  text: string;
  /** The request id, for support. */
  reference?: string | undefined;
  retryLabel?: string | undefined;
  onRetry?: (() => void) | undefined;
  children?: JSX.Element;
}

export function ErrorState(props: ErrorStateProps): JSX.Element {
  return (
    <div class="message" data-kind="error" role="alert">
      <span class="message-icon">
        <Icon name="warning" size={28} />
      </span>
      <h2 class="message-title">{props.title}</h2>
      <p class="message-text">{props.text}</p>
      <div class="message-actions">
        <Show when={props.onRetry}>
          {(retry) => (
            <Button icon="refresh" onClick={() => retry()()}>
              {props.retryLabel}
            </Button>
          )}
        </Show>
        {props.children}
      </div>
      <Show when={props.reference}>
        <p class="message-reference">{props.reference}</p>
      </Show>
    </div>
  );
}

/** A highlighted note in the flow of a page. */
export function Note(props: {
  kind?: "info" | "good" | "warn" | "danger" | undefined;
  children: JSX.Element;
}): JSX.Element {
  return (
    <div class="note" data-kind={props.kind ?? "info"}>
      {props.children}
    </div>
  );
}
