// Which model answers. With the demo mentor, how to have a real one.
import { t } from "../../i18n/index.ts";
import { Show, type JSX } from "solid-js";

/** The name the runner gives its built-in mentor. */
const demo = "demo-mentor";

export function ModelLine(props: { model: string | undefined }): JSX.Element {
  return (
    <>
      <Show when={props.model}>
        <span class="chat-model">
          {t("chat").model}: <strong>{props.model}</strong>
        </span>
      </Show>
      <Show when={props.model === demo}>
        <p class="chat-demo">{t("chat").demo}</p>
      </Show>
    </>
  );
}
