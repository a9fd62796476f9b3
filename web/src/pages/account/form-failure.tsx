// Shows and announces why a form could not be sent.
import { Show, type JSX } from "solid-js";
import { Note } from "../../components/message.tsx";

export function FormFailure(props: { text: string | undefined }): JSX.Element {
  return (
    <div class="alert-slot" role="alert">
      <Show when={props.text}>
        <Note kind="danger">
          <p>{props.text}</p>
        </Note>
      </Show>
    </div>
  );
}
