// Greets the model, or another one with a key of one's own. The key leaves this page only for that.
import { createSignal, Show, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import type { Answer } from "../../api.ts";
import { call } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { PasswordField, TextField } from "../../components/text-field.tsx";
import { t } from "../../i18n/index.ts";
import { TestResult } from "./test-result.tsx";

export function ConnectionTest(): JSX.Element {
  const [own, setOwn] = createStore({ api_key: "", base_url: "", model_name: "" });
  const [isOwn, setIsOwn] = createSignal(false);
  const [isBusy, setIsBusy] = createSignal(false);
  const [result, setResult] = createSignal<Answer<"testConnection">>();
  const [failed, setFailed] = createSignal<unknown>();

  async function test(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (isBusy()) return;
    setIsBusy(true);
    setResult();
    setFailed();
    try {
      setResult(await call("testConnection", { body: isOwn() ? { ...own } : {} }));
    } catch (error) {
      setFailed(error);
    } finally {
      setIsBusy(false);
    }
  }

  const field = (name: "api_key" | "base_url" | "model_name") => ({
    value: own[name],
    autocomplete: "off" as const,
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) =>
      setOwn(name, event.currentTarget.value),
  });

  return (
    <section class="stack" aria-labelledby="test-title">
      <h2 id="test-title">{t().settings.testTitle}</h2>
      <p class="soft">{t().settings.testLead}</p>
      <form class="stack" noValidate onSubmit={(event) => void test(event)}>
        <p>
          <button
            type="button"
            class="text-button"
            aria-expanded={isOwn()}
            aria-controls="own-model"
            onClick={() => setIsOwn(!isOwn())}
          >
            {t().settings.testOwn}
          </button>
        </p>
        <div id="own-model" class="stack" hidden={!isOwn()}>
          <TextField
            label={t().settings.baseUrl}
            hint={t().settings.baseUrlHint}
            type="url"
            inputMode="url"
            placeholder="https://api.openai.com/v1"
            {...field("base_url")}
          />
          <TextField label={t().settings.modelName} {...field("model_name")} />
          <PasswordField
            label={t().settings.apiKey}
            hint={t().settings.apiKeyHint}
            showLabel={t().account.showPassword}
            hideLabel={t().account.hidePassword}
            {...field("api_key")}
          />
        </div>
        <div class="row">
          <Button type="submit" busy={isBusy()}>
            {isBusy() ? t().settings.testing : t().settings.test}
          </Button>
        </div>
        <div role="status">
          <Show when={result()}>{(good) => <TestResult good={good()} />}</Show>
          <Show when={failed()}>{(error) => <TestResult error={error()} />}</Show>
        </div>
      </form>
    </section>
  );
}
