// The model that answers. For the demo mentor, how to configure a language model.
import { t } from "../../i18n/index.ts";
import type { OwnModelConfig } from "@ai-learning/protocol/ai";
import { Show, type JSX } from "solid-js";

export function ModelLine(props: { config: OwnModelConfig | undefined }): JSX.Element {
  return (
    <>
      <Show when={props.config?.model_name}>
        {(name) => (
          <span class="chat-model">
            {t("chat").model}: <strong>{name()}</strong>
          </span>
        )}
      </Show>
      <Show when={props.config?.is_demo}>
        <p class="chat-demo">{t("chat").demo}</p>
      </Show>
    </>
  );
}
