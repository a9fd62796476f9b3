// Shows and announces why a track could not be created.
import { Show, type JSX } from "solid-js";
import { A } from "@solidjs/router";
import { ApiError } from "@ai-learning/client/api-error";
import { Note } from "../components/message.tsx";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/index.ts";

/** Empty until something fails. */
export function StartFailure(props: { error: unknown }): JSX.Element {
  return (
    <div class="alert-slot" role="alert">
      <Show when={props.error}>
        <Note kind="danger">
          <p>
            {errorText(props.error)}{" "}
            <Show when={props.error instanceof ApiError && props.error.needsSignIn}>
              <A href="/sign-in">{t().account.signIn}</A>
            </Show>
          </p>
        </Note>
      </Show>
    </div>
  );
}
