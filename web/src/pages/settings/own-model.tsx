// Bringing a model of one's own: filled in, tested, saved, and given up again.
import { limits } from "@ai-learning/protocol/limits";
import { createEffect, createSignal, on, Show, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import { ApiError } from "@ai-learning/client/api-error";
import type { Answer } from "@ai-learning/client/api";
import { call } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { announce } from "../../components/live-region.tsx";
import { PasswordField, TextField } from "../../components/text-field.tsx";
import { showToast } from "../../components/toast.tsx";
import { errorText } from "../../i18n/errors.ts";
import { formatNumber } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { ensureUser } from "../../state/current-user.ts";
import { changeOf, initial, testOf, wrongIn, type Config, type Name } from "./own-model-form.ts";
import { TestResult } from "./test-result.tsx";

const names: readonly Name[] = ["base_url", "model_name", "api_key", "temperature", "max_tokens"];

/** The field a refusal is about; null: none of them. */
function fieldOf(error: unknown): Name | null {
  if (!(error instanceof ApiError)) return null;
  if (error.code === "url_not_allowed") return "base_url";
  return names.find((name) => name === error.issues[0]?.path) ?? null;
}

type Work = "test" | "save" | "remove";

export function OwnModel(props: {
  /** Undefined until it is known. */
  config: Config | undefined;
  onChange: (config: Config) => void;
}): JSX.Element {
  const [values, setValues] = createStore<Record<Name, string>>({
    base_url: "",
    model_name: "",
    api_key: "",
    temperature: "0.7",
    max_tokens: "2000",
  });
  const [refused, setRefused] = createStore<Partial<Record<Name, unknown>>>({});
  const [isOpen, setIsOpen] = createSignal(false);
  const [isTouched, setIsTouched] = createSignal(false);
  const [isTried, setIsTried] = createSignal(false);
  const [work, setWork] = createSignal<Work>();
  const [good, setGood] = createSignal<Answer<"testConnection">>();
  const [failed, setFailed] = createSignal<unknown>();
  const [isTestFailed, setIsTestFailed] = createSignal(false);
  const isOwn = (): boolean => props.config?.has_custom_key === true;
  let form: HTMLFormElement | undefined;

  function show(config: Config): void {
    setValues(initial(config));
    setIsTouched(false);
    setIsTried(false);
  }
  createEffect(
    on(
      () => props.config,
      (config) => {
        // What somebody is writing is not written over.
        if (config !== undefined && !isTouched()) show(config);
      },
    ),
  );

  const errorOf = (name: Name): string | undefined => {
    const own = isTried() ? wrongIn(values, props.config)[name] : undefined;
    return own ?? (refused[name] === undefined ? undefined : errorText(refused[name]));
  };

  function set(name: Name, value: string): void {
    setValues(name, value);
    setRefused(name, undefined);
    setIsTouched(true);
  }

  const field = (name: Name) => ({
    name,
    value: values[name],
    error: errorOf(name),
    autocomplete: "off" as const,
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) =>
      set(name, event.currentTarget.value),
  });

  function focusOn(name: Name): void {
    form?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
  }

  /** One thing at a time; what goes wrong is said beside its field, or below. */
  async function run(kind: Work, act: () => Promise<void>): Promise<void> {
    if (work() !== undefined) return;
    setWork(kind);
    setGood();
    setFailed();
    setIsTestFailed(kind === "test");
    try {
      await act();
    } catch (error) {
      const name = isOpen() || isOwn() ? fieldOf(error) : null;
      if (name === null) setFailed(error);
      else {
        setRefused(name, error);
        focusOn(name);
      }
    } finally {
      setWork();
    }
  }

  const test = (): Promise<void> =>
    run("test", async () => {
      const body = isOpen() || isOwn() ? testOf(values) : {};
      setGood(await call("testConnection", { body }));
    });

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setIsTried(true);
    const wrong = wrongIn(values, props.config);
    const first = names.find((name) => wrong[name] !== undefined);
    if (first !== undefined) {
      focusOn(first);
      return announce(t().account.checkForm(Object.keys(wrong).length), true);
    }
    await run("save", async () => {
      const body = changeOf(values);
      await ensureUser();
      const saved = await call("setUserConfig", { body });
      show(saved);
      props.onChange(saved);
      showToast({ text: t().settings.own.saved(saved.model_name) });
    });
  }

  const remove = (): Promise<void> =>
    run("remove", async () => {
      const defaults = await call("deleteUserConfig");
      show(defaults);
      setIsOpen(false);
      props.onChange(defaults);
      showToast({ text: t().settings.own.removed });
    });

  const keyHint = (): string => {
    const { config } = props;
    if (!isOwn() || config === undefined) return t().settings.own.keyHint;
    return config.key_hint === null
      ? t().settings.own.keyUnreadable
      : t().settings.own.keySaved(config.key_hint);
  };

  return (
    <section class="stack" aria-labelledby="own-title">
      <h2 id="own-title">{t().settings.own.title}</h2>
      <p class="soft">{t().settings.own.lead}</p>
      <form
        ref={(one) => (form = one)}
        class="stack"
        noValidate
        onSubmit={(event) => void save(event)}
      >
        <Show when={!isOwn()}>
          <p>
            <button
              type="button"
              class="text-button"
              aria-expanded={isOpen()}
              aria-controls="own-model"
              onClick={() => setIsOpen(!isOpen())}
            >
              {t().settings.own.open}
            </button>
          </p>
        </Show>
        <div id="own-model" class="stack" hidden={!isOpen() && !isOwn()}>
          <TextField
            label={t().settings.own.baseUrl}
            hint={t().settings.own.baseUrlHint}
            type="url"
            inputMode="url"
            {...field("base_url")}
          />
          <TextField
            label={t().settings.own.model}
            autocapitalize="off"
            spellcheck={false}
            {...field("model_name")}
          />
          <PasswordField
            label={t().settings.own.key}
            hint={keyHint()}
            showLabel={t().account.showPassword}
            hideLabel={t().account.hidePassword}
            {...field("api_key")}
            autocomplete="new-password"
          />
          <Field
            label={t().settings.temperature}
            note={formatNumber(Number(values.temperature))}
            hint={t().settings.own.temperatureHint}
            error={errorOf("temperature")}
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
                value={values.temperature}
                onInput={(event) => set("temperature", event.currentTarget.value)}
              />
            )}
          />
          <TextField
            label={t().settings.own.maxTokens}
            type="number"
            inputMode="numeric"
            min={limits.minAnswerTokens}
            max={limits.maxAnswerTokens}
            step={1}
            {...field("max_tokens")}
          />
        </div>
        <div class="row">
          <Show when={isOpen() || isOwn()}>
            <Button type="submit" variant="primary" busy={work() === "save"}>
              {t().app.save}
            </Button>
          </Show>
          <Button busy={work() === "test"} onClick={() => void test()}>
            {work() === "test" ? t().settings.testing : t().settings.test}
          </Button>
          <Show when={isOwn()}>
            <Button variant="quiet" busy={work() === "remove"} onClick={() => void remove()}>
              {t().settings.own.remove}
            </Button>
          </Show>
        </div>
        <div role="status">
          <Show when={good()}>{(answer) => <TestResult good={answer()} />}</Show>
          <Show when={failed()}>
            {(error) => <TestResult error={error()} isTest={isTestFailed()} />}
          </Show>
        </div>
      </form>
    </section>
  );
}
