// Changing the password: this device stays signed in, every other one is signed out.
import { limits } from "@ai-learning/protocol/limits";
import { createSignal, type JSX } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { signInNeeded } from "../../api.ts";
import { callLater } from "../../later-api.ts";
import { Button } from "../../components/button.tsx";
import { PasswordField } from "../../components/text-field.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { endSignIn, setSignedIn, user } from "../../state/current-user.ts";
import { createForm, rules } from "./form.ts";
import { FormFailure } from "./form-failure.tsx";
import { Done, Section } from "./section.tsx";

const isWrong = (error: unknown): boolean =>
  error instanceof ApiError && error.code === "invalid_credentials";

/** Milliseconds in which questions under the old sign-in come back, also where the service is slow. */
const lateMs = 10_000;

/** Replaces the sign-in: what is on its way under the old one is refused, which does not mean that nobody is signed in. */
async function underNewSignIn<T>(replace: () => Promise<T>): Promise<T> {
  signInNeeded.delete(endSignIn);
  const listen = (): void => void signInNeeded.add(endSignIn);
  try {
    const made = await replace();
    setTimeout(listen, lateMs);
    return made;
  } catch (error) {
    listen();
    if (error instanceof ApiError && error.needsSignIn) endSignIn();
    throw error;
  }
}

export function PasswordSection(): JSX.Element {
  const [isSaved, setIsSaved] = createSignal(false);
  const form = createForm(
    { current_password: rules.required, new_password: rules.password },
    async (body) => {
      const { user: known } = await underNewSignIn(() => callLater("changePassword", { body }));
      setSignedIn(known);
      form.set("current_password", "");
      form.set("new_password", "");
      setIsSaved(true);
    },
    {
      fieldOf: (error) => (isWrong(error) ? "current_password" : undefined),
      textOf: (error) => (isWrong(error) ? t("myAccount").password.wrong : errorText(error)),
    },
  );
  const field = (name: "current_password" | "new_password") => ({
    name,
    required: true,
    showLabel: t().account.showPassword,
    hideLabel: t().account.hidePassword,
    value: form.values[name],
    error: form.error(name),
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) => {
      setIsSaved(false);
      form.set(name, event.currentTarget.value);
    },
  });

  return (
    <Section title={t("myAccount").password.title}>
      <p class="soft">{t("myAccount").password.lead}</p>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          setIsSaved(false);
          form.submit(event);
        }}
      >
        <FormFailure text={form.failed()} />
        {/* Tells a password manager whose password this is. */}
        <input
          class="visually-hidden"
          type="text"
          name="username"
          autocomplete="username"
          value={user()?.email ?? ""}
          readOnly
          tabindex="-1"
          aria-hidden="true"
        />
        <PasswordField
          label={t("myAccount").password.current}
          autocomplete="current-password"
          {...field("current_password")}
        />
        <PasswordField
          label={t("myAccount").password.next}
          hint={t("accountForms").passwordHint(limits.passwordMinChars)}
          autocomplete="new-password"
          {...field("new_password")}
        />
        <Button type="submit" busy={form.isBusy()} waiting={form.isWaiting()}>
          {t("myAccount").password.save}
        </Button>
        <Done text={isSaved() ? t("myAccount").password.saved : undefined} />
      </form>
    </Section>
  );
}
