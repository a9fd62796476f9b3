// Which model answers. With the demo mentor, how to have a real one.
import { Show, type JSX } from "solid-js";
import { say } from "./words.ts";

/** The name the runner gives its built-in mentor. */
const demo = "demo-mentor";

export function ModelLine(props: { model: string | undefined }): JSX.Element {
  return (
    <>
      <Show when={props.model}>
        <span class="chat-model">
          {say().model}: <strong>{props.model}</strong>
        </span>
      </Show>
      <Show when={props.model === demo}>
        <p class="chat-demo">{say().demo}</p>
      </Show>
    </>
  );
}
