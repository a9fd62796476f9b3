// The inputs of the own-model form.
import { limits } from "@ai-learning/protocol/limits";
import type { JSX } from "solid-js";
import { Field } from "../../components/field.tsx";
import { PasswordField, TextField } from "../../components/text-field.tsx";
import { formatNumber } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { Fields } from "./own-model-fields.ts";
import type { Config, Name } from "./own-model-form.ts";

function keyHint(config: Config | undefined): string {
  const { own } = t("settings");
  if (!config?.has_custom_key) return own.keyHint;
  return config.key_hint === null ? own.keyUnreadable : own.keySaved(config.key_hint);
}

export function OwnModelInputs(props: {
  fields: Fields;
  /** The saved settings; undefined until they are loaded. */
  config: Config | undefined;
}): JSX.Element {
  const input = (name: Name) => ({
    name,
    value: props.fields.values[name],
    error: props.fields.error(name),
    autocomplete: "off" as const,
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) =>
      props.fields.set(name, event.currentTarget.value),
  });
  return (
    <>
      <TextField
        label={t("settings").own.baseUrl}
        hint={t("settings").own.baseUrlHint}
        type="url"
        inputMode="url"
        {...input("base_url")}
      />
      <TextField
        label={t("settings").own.model}
        autocapitalize="off"
        spellcheck={false}
        {...input("model_name")}
      />
      <PasswordField
        label={t("settings").own.key}
        hint={keyHint(props.config)}
        showLabel={t().account.showPassword}
        hideLabel={t().account.hidePassword}
        {...input("api_key")}
        autocomplete="new-password"
      />
      <Temperature fields={props.fields} />
      <TextField
        label={t("settings").own.maxTokens}
        type="number"
        inputMode="numeric"
        min={limits.minAnswerTokens}
        max={limits.maxAnswerTokens}
        step={1}
        {...input("max_tokens")}
      />
    </>
  );
}

function Temperature(props: { fields: Fields }): JSX.Element {
  return (
    <Field
      label={t("settings").temperature}
      note={formatNumber(Number(props.fields.values.temperature))}
      hint={t("settings").own.temperatureHint}
      error={props.fields.error("temperature")}
      control={(ids) => (
        <input
          class="slider"
          type="range"
          min={0}
          max={2}
          step={0.1}
          name="temperature"
          id={ids.id}
          aria-describedby={ids.describedBy()}
          value={props.fields.values.temperature}
          onInput={(event) => props.fields.set("temperature", event.currentTarget.value)}
        />
      )}
    />
  );
}
