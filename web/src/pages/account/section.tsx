// A section of the account page, and the confirmation of a finished action.
import { createUniqueId, Show, type JSX } from "solid-js";

export function Section(props: { title: string; children: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  return (
    <section class="account-section stack" aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** Empty until an action has finished. */
export function Done(props: { text: string | undefined }): JSX.Element {
  return (
    <div class="alert-slot" role="status">
      <Show when={props.text}>
        <p class="account-done">{props.text}</p>
      </Show>
    </div>
  );
}
