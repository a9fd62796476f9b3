// Signing in with an account.
import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/message.tsx";
import { PasswordField, TextField } from "../../components/text-field.tsx";
import { showToast } from "../../components/toast.tsx";
import { PageHeading } from "../../frame/page-heading.tsx";
import { t } from "../../i18n/index.ts";
import { isGuest, signIn } from "../../sign-in.ts";
import { createForm, rules } from "./form.ts";
import { FormFailure } from "./form-failure.tsx";
import { useNext } from "./next.ts";

export default function SignInPage(): JSX.Element {
  const next = useNext();
  const form = createForm(
    { email: rules.email, password: rules.required },
    async ({ email, password }) => {
      const user = await signIn({ email: email.trim(), password });
      showToast({ text: t().account.welcomeBack(user.first_name) });
      next.go();
    },
    (error) => (error.code === "invalid_credentials" ? "password" : undefined),
  );

  return (
    <div class="page page-narrow stack">
      <PageHeading text={t().account.signInTitle} />
      <p class="soft">{t().account.signInLead}</p>
      <Show when={isGuest()}>
        <Note kind="warn">
          <p>
            {t().account.guestLoses} <A href="/register">{t().account.keepWork}</A>
          </p>
        </Note>
      </Show>
      <form class="stack" noValidate onSubmit={form.submit}>
        <FormFailure text={form.failed()} />
        <TextField
          label={t().account.email}
          name="email"
          type="email"
          autocomplete="username"
          autocapitalize="off"
          required
          value={form.values.email}
          error={form.error("email")}
          onInput={(event) => form.set("email", event.currentTarget.value)}
        />
        <PasswordField
          label={t().account.password}
          showLabel={t().account.showPassword}
          hideLabel={t().account.hidePassword}
          name="password"
          autocomplete="current-password"
          required
          value={form.values.password}
          error={form.error("password")}
          onInput={(event) => form.set("password", event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" busy={form.isBusy()}>
          {t().account.signIn}
        </Button>
      </form>
      <p>
        {t().account.noAccount} <A href={`/register${next.query()}`}>{t().account.register}</A>
      </p>
      <Show when={!isGuest()}>
        <p class="soft">
          {t().account.withoutAccount} <A href="/">{t().account.startNow}</A>
        </p>
      </Show>
    </div>
  );
}
