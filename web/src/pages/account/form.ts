// What the two account forms share: rules beside the fields, one submit at a time, errors said aloud.
import { limits } from "@ai-learning/protocol/limits";
import { createSignal, type Accessor } from "solid-js";
import { createStore } from "solid-js/store";
import { ApiError } from "../../api-error.ts";
import { announce } from "../../components/live-region.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";

export const rules = {
  required: (value: string): string | undefined =>
    value.trim() === "" ? t().account.wrong.required : undefined,
  email: (value: string): string | undefined =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) && value.length <= limits.emailChars
      ? undefined
      : t().account.wrong.email,
  password: (value: string): string | undefined => {
    if (value.length < limits.passwordMinChars) {
      return t().account.wrong.short(limits.passwordMinChars);
    }
    return value.length > limits.passwordMaxChars
      ? t().account.wrong.long(limits.passwordMaxChars)
      : undefined;
  },
  name: (value: string): string | undefined =>
    rules.required(value) ??
    (value.length > limits.nameChars ? t().account.wrong.long(limits.nameChars) : undefined),
};

type Rule = (value: string) => string | undefined;

export interface Form<K extends string> {
  readonly values: Readonly<Record<K, string>>;
  readonly set: (name: K, value: string) => void;
  /** What is wrong with a field, once a submit was tried. */
  readonly error: (name: K) => string | undefined;
  /** What is wrong with the whole. */
  readonly failed: Accessor<string | undefined>;
  readonly isBusy: Accessor<boolean>;
  readonly submit: (event: SubmitEvent) => void;
}

/** `fieldOf` names the field a server's error belongs beside; the rest is shown above the form. */
export function createForm<K extends string>(
  fields: Readonly<Record<K, Rule>>,
  send: (values: Readonly<Record<K, string>>) => Promise<void>,
  fieldOf: (error: ApiError) => K | undefined = () => undefined,
): Form<K> {
  const names = Object.keys(fields) as K[];
  const empty = Object.fromEntries(names.map((name) => [name, ""])) as Record<K, string>;
  const [values, setValues] = createStore<Record<string, string>>(empty);
  const [refused, setRefused] = createStore<Record<string, unknown>>({});
  const [isTried, setIsTried] = createSignal(false);
  const [isBusy, setIsBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<unknown>();

  const refusal = (name: K): string | undefined =>
    refused[name] === undefined ? undefined : errorText(refused[name]);
  const broken = (name: K): string | undefined => fields[name](values[name] ?? "");

  function focusFirst(form: HTMLFormElement, wrongNames: readonly K[]): void {
    const [first] = wrongNames;
    if (first === undefined) return;
    form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    announce(t().account.checkForm(wrongNames.length), true);
  }

  function refuse(error: unknown, form: HTMLFormElement): void {
    const field = error instanceof ApiError ? fieldOf(error) : undefined;
    if (field === undefined) return void setFailure(error);
    setRefused(field, error);
    focusFirst(form, [field]);
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    setIsTried(true);
    setFailure();
    const wrongNames = names.filter((name) => broken(name) !== undefined);
    if (wrongNames.length > 0) return focusFirst(form, wrongNames);
    if (isBusy()) return;
    setIsBusy(true);
    try {
      await send(values as Record<K, string>);
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
    failed: () => (failure() === undefined ? undefined : errorText(failure())),
    isBusy,
    submit: (event) => void submit(event),
  };
}
