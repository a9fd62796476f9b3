// The own-model form: values, validation and request bodies.
import { limits } from "@ai-learning/protocol/limits";
import type { Answer, CallInput } from "@ai-learning/client/api";
import { formatNumber } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

export type Config = Answer<"userConfig">;
export type Name = (typeof names)[number];
export type Values = Readonly<Record<Name, string>>;

/** In the order of the form. */
export const names = ["base_url", "model_name", "api_key", "temperature", "max_tokens"] as const;

/** The server's own address and model are not shown as the user's: without saved settings the fields are empty. */
export const initial = (config: Config): Values => ({
  base_url: config.has_custom_key ? config.base_url : "",
  model_name: config.has_custom_key ? config.model_name : "",
  api_key: "",
  temperature: String(config.temperature),
  max_tokens: String(config.max_tokens),
});

const within = (value: string, min: number, max: number): string | undefined => {
  const number = value.trim() === "" ? Number.NaN : Number(value.replace(",", "."));
  return number >= min && number <= max
    ? undefined
    : t("settings").own.wrong.between(formatNumber(min), formatNumber(max));
};

const line = (value: string, max: number): string | undefined => {
  if (value.trim() === "") return t("settings").own.wrong.required;
  return value.trim().length > max ? t("settings").own.wrong.tooLong(max) : undefined;
};

const sameServer = (a: string, b: string): boolean =>
  URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;

/** The saved key is reused for this address. */
const isKeyKept = (config: Config | undefined, baseUrl: string): boolean =>
  config?.has_custom_key === true &&
  config.key_hint !== null &&
  sameServer(config.base_url, baseUrl);

function wrongKey(key: string, baseUrl: string, config: Config | undefined): string | undefined {
  const { wrong } = t("settings").own;
  if (key !== "") return /^[\x21-\x7e]{1,500}$/.test(key) ? undefined : wrong.key;
  if (isKeyKept(config, baseUrl)) return undefined;
  return config?.has_custom_key && config.key_hint !== null ? wrong.keyForUrl : wrong.required;
}

/** The errors that can be seen before saving, by field; the server reports the others. */
export function wrongIn(values: Values, config: Config | undefined): Partial<Record<Name, string>> {
  const { base_url, model_name, api_key, temperature, max_tokens } = values;
  const isUrl = /^https?:\/\//i.test(base_url.trim()) && URL.canParse(base_url.trim());
  const found = {
    base_url:
      line(base_url, limits.baseUrlChars) ?? (isUrl ? undefined : t("settings").own.wrong.url),
    model_name: line(model_name, limits.modelNameChars),
    api_key: wrongKey(api_key.trim(), base_url.trim(), config),
    temperature: within(temperature, 0, 2),
    max_tokens: within(max_tokens, limits.minAnswerTokens, limits.maxAnswerTokens),
  };
  return Object.fromEntries(Object.entries(found).filter(([, text]) => text !== undefined));
}

/** The body of a save; without a new key the saved one stays. */
export const changeOf = (values: Values): NonNullable<CallInput<"setUserConfig">["body"]> => ({
  base_url: values.base_url.trim(),
  model_name: values.model_name.trim(),
  ...(values.api_key.trim() !== "" && { api_key: values.api_key.trim() }),
  temperature: Number(values.temperature.replace(",", ".")),
  max_tokens: Math.round(Number(values.max_tokens)),
});

/** The body of a connection test; the server fills empty values from the saved settings. */
export const testOf = ({ base_url, model_name, api_key }: Values) => ({
  base_url: base_url.trim(),
  model_name: model_name.trim(),
  api_key: api_key.trim(),
});
