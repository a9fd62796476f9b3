// What a connection test found, or why something else on this page did not work.
import { Show, type JSX } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import type { Answer } from "@ai-learning/client/api";
import { Note } from "../../components/message.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";

interface TestResultProps {
  good?: Answer<"testConnection">;
  error?: unknown;
  isTest?: boolean;
}

export function TestResult(props: TestResultProps): JSX.Element {
  const requestId = (): string | undefined =>
    props.error instanceof ApiError ? props.error.requestId : undefined;
  return (
    <Show
      when={props.good}
      fallback={
        <Note kind="danger">
          <strong>{props.isTest === false ? t().app.failed : t().settings.testFailed}</strong>
          <p>{errorText(props.error)}</p>
          <Show when={requestId()}>{(id) => <p class="small">{t().app.requestId(id())}</p>}</Show>
        </Note>
      }
    >
      {(good) => (
        <Note kind="good">
          <strong>{t().settings.testOk}</strong>
          <p class="small">
            {good().tokens_used === null
              ? good().model_used
              : t().settings.testMeta(
                  good().model_used,
                  t().settings.tokens(good().tokens_used ?? 0),
                )}
          </p>
        </Note>
      )}
    </Show>
  );
}
