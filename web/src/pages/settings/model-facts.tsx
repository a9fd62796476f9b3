// The current model and its settings.
import { Show, type JSX } from "solid-js";
import { Note } from "../../components/message.tsx";
import { formatNumber } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { Config } from "./own-model-form.ts";

export function ModelFacts(props: { config: Config }): JSX.Element {
  return (
    <>
      <Show
        when={props.config.is_demo}
        fallback={
          <p>
            {t("settings").answeringNow(props.config.model_name)}
            <Show when={props.config.has_custom_key}> {t("settings").ownKey}</Show>
          </p>
        }
      >
        <Note>
          <p>{t("settings").demo}</p>
          <p>{t("settings").demoHow}</p>
        </Note>
      </Show>
      <dl class="facts">
        <dt>{t("settings").model}</dt>
        <dd>
          <code>{props.config.model_name}</code>
        </dd>
        <Show when={!props.config.is_demo}>
          <dt>{t("settings").server}</dt>
          <dd>
            <code>{props.config.base_url}</code>
          </dd>
        </Show>
        <dt>{t("settings").maxTokens}</dt>
        <dd>{t("settings").tokens(props.config.max_tokens)}</dd>
        <dt>{t("settings").temperature}</dt>
        <dd>{formatNumber(props.config.temperature)}</dd>
      </dl>
    </>
  );
}
