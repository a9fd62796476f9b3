// Creating an account. A guest stays the same user and keeps everything.
import { limits } from "@ai-learning/protocol/limits";
import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/message.tsx";
import { PasswordField, TextField } from "../../components/text-field.tsx";
import { showToast } from "../../components/toast.tsx";
import { guestNote } from "../../layout/guest-note.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { t } from "../../i18n/index.ts";
import { isGuest } from "../../state/current-user.ts";
import { register } from "./begin-sign-in.ts";
import "./account.css";
import { createForm, rules } from "./form.ts";
import { FormFailure } from "./form-failure.tsx";
import { useReturnAddress } from "./return-address.ts";

export default function RegisterPage(): JSX.Element {
  const next = useReturnAddress();
  const form = createForm(
    {
      first_name: rules.name,
      last_name: rules.name,
      email: rules.email,
      password: rules.password,
    },
    async (values) => {
      const wasGuest = isGuest();
      const user = await register({ ...values, email: values.email.trim() });
      showToast({
        text: wasGuest ? t("accountForms").kept : t().account.signedInAs(user.email),
      });
      await next.go();
    },
    { fieldOf: (error) => (error.code === "email_taken" ? "email" : undefined) },
  );

  const field = (name: "first_name" | "last_name" | "email" | "password") => ({
    name,
    required: true,
    value: form.values[name],
    error: form.error(name),
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) =>
      form.set(name, event.currentTarget.value),
  });

  return (
    <div class="page page-narrow stack">
      <PageHeading
        text={isGuest() ? t("accountForms").keepTitle : t("accountForms").registerTitle}
      />
      <Show when={isGuest()} fallback={<p class="soft">{t("accountForms").registerLead}</p>}>
        <p class="soft">{guestNote()}</p>
        <Note>
          <p>{t("accountForms").keepLead}</p>
        </Note>
      </Show>
      <form class="stack" noValidate onSubmit={form.submit}>
        <FormFailure text={form.failed()} />
        <div class="account-names">
          <TextField
            label={t("accountForms").firstName}
            autocomplete="given-name"
            {...field("first_name")}
          />
          <TextField
            label={t("accountForms").lastName}
            autocomplete="family-name"
            {...field("last_name")}
          />
        </div>
        <TextField
          label={t("accountForms").email}
          type="email"
          autocomplete="username"
          autocapitalize="off"
          {...field("email")}
        />
        <PasswordField
          label={t("accountForms").password}
          hint={t("accountForms").passwordHint(limits.passwordMinChars)}
          showLabel={t().account.showPassword}
          hideLabel={t().account.hidePassword}
          autocomplete="new-password"
          {...field("password")}
        />
        <Button type="submit" variant="primary" busy={form.isBusy()} waiting={form.isWaiting()}>
          {isGuest() ? t().account.keepWork : t().account.register}
        </Button>
      </form>
      <p>
        {t("accountForms").haveAccount} <A href={`/sign-in${next.query()}`}>{t().account.signIn}</A>
      </p>
    </div>
  );
}
