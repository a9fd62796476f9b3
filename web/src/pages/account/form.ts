// What the account forms share: validation, one submit at a time, announced errors.
import { limits } from "@ai-learning/protocol/limits";
import { createSignal, type Accessor } from "solid-js";
import { createStore } from "solid-js/store";
import { ApiError } from "@ai-learning/client/api-error";
import { announce } from "../../components/live-region.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { createRetryWait } from "./retry-wait.ts";

export const rules = {
  required: (value: string): string | undefined =>
    value.trim() === "" ? t("accountForms").wrong.required : undefined,
  email: (value: string): string | undefined =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) && value.length <= limits.emailChars
      ? undefined
      : t("accountForms").wrong.email,
  password: (value: string): string | undefined => {
    if (value.length < limits.passwordMinChars) {
      return t("accountForms").wrong.short(limits.passwordMinChars);
    }
    return value.length > limits.passwordMaxChars
      ? t("accountForms").wrong.long(limits.passwordMaxChars)
      : undefined;
  },
  name: (value: string): string | undefined =>
    rules.required(value) ??
    (value.length > limits.nameChars ? t("accountForms").wrong.long(limits.nameChars) : undefined),
};

type Rule = (value: string) => string | undefined;

export interface Form<K extends string> {
  readonly values: Readonly<Record<K, string>>;
  readonly set: (name: K, value: string) => void;
  /** A field's error, once a submit was tried. */
  readonly error: (name: K) => string | undefined;
  /** The error of the whole form. */
  readonly failed: Accessor<string | undefined>;
  readonly isBusy: Accessor<boolean>;
  /** The server asks to wait before the next try. */
  readonly isWaiting: Accessor<boolean>;
  readonly submit: (event: SubmitEvent) => void;
}

interface FormOptions<K extends string> {
  /** The field an error of the server is shown beside; other errors are shown above the form. */
  readonly fieldOf?: (error: ApiError) => K | undefined;
  /** The text of an error. */
  readonly textOf?: (error: unknown) => string;
  readonly begin?: Partial<Readonly<Record<K, string>>>;
}

export function createForm<K extends string>(
  fields: Readonly<Record<K, Rule>>,
  send: (values: Readonly<Record<K, string>>) => Promise<void>,
  { fieldOf = () => undefined, textOf = errorText, begin = {} }: FormOptions<K> = {},
): Form<K> {
  const names = Object.keys(fields) as K[];
  const empty = Object.fromEntries(names.map((name) => [name, ""])) as Record<K, string>;
  const [values, setValues] = createStore<Record<string, string>>({ ...empty, ...begin });
  const [refused, setRefused] = createStore<Record<string, unknown>>({});
  const [isTried, setIsTried] = createSignal(false);
  const [isBusy, setIsBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<unknown>();
  const wait = createRetryWait();

  const refusal = (name: K): string | undefined =>
    refused[name] === undefined ? undefined : textOf(refused[name]);
  const broken = (name: K): string | undefined => fields[name](values[name] ?? "");

  function focusFirst(form: HTMLFormElement, wrongNames: readonly K[]): void {
    const [first] = wrongNames;
    if (first === undefined) return;
    form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    announce(t().account.checkForm(wrongNames.length), true);
  }

  function refuse(error: unknown, form: HTMLFormElement): void {
    if (error instanceof ApiError && error.code === "too_many_requests" && error.retryAfter) {
      return wait.begin(error.retryAfter);
    }
    const field = error instanceof ApiError ? fieldOf(error) : undefined;
    if (field === undefined) return void setFailure(error);
    setRefused(field, error);
    focusFirst(form, [field]);
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    if (wait.minutes() > 0) return;
    setIsTried(true);
    setFailure();
    const wrongNames = names.filter((name) => broken(name) !== undefined);
    if (wrongNames.length > 0) return focusFirst(form, wrongNames);
    if (isBusy()) return;
    setIsBusy(true);
    try {
      await send(values as Record<K, string>);
      setIsTried(false);
    } catch (error) {
      refuse(error, form);
    } finally {
      setIsBusy(false);
    }
  }

  return {
    values: values as Record<K, string>,
    set: (name, value) => {
      setValues(name, value);
      setRefused(name, undefined);
    },
    error: (name) => (isTried() ? (broken(name) ?? refusal(name)) : undefined),
    failed: () => {
      if (wait.minutes() > 0) return t("accountForms").wait(wait.minutes());
      return failure() === undefined ? undefined : textOf(failure());
    },
    isBusy,
    isWaiting: () => wait.minutes() > 0,
    submit: (event) => void submit(event),
  };
}
