// What a connection test found, and why an action on this page failed.
import { Show, type JSX } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import type { Answer } from "@ai-learning/client/api";
import { Note } from "../../components/message.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";

export function TestSuccess(props: { answer: Answer<"testConnection"> }): JSX.Element {
  const facts = (): string => {
    const { model_used: model, tokens_used: tokens } = props.answer;
    const { testMeta, tokens: count } = t("settings");
    return tokens === null ? model : testMeta(model, count(tokens));
  };
  return (
    <Note kind="good">
      <strong>{t("settings").testOk}</strong>
      <p class="small">{facts()}</p>
    </Note>
  );
}

export function ActionFailure(props: { title: string; error: unknown }): JSX.Element {
  const requestId = (): string | undefined =>
    props.error instanceof ApiError ? props.error.requestId : undefined;
  return (
    <Note kind="danger">
      <strong>{props.title}</strong>
      <p>{errorText(props.error)}</p>
      <Show when={requestId()}>{(id) => <p class="small">{t().app.requestId(id())}</p>}</Show>
    </Note>
  );
}
