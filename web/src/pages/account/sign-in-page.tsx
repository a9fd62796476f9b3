// Signing in. A guest's work is added to the account.
import { A, useSearchParams } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { callLater } from "../../later-api.ts";
import { tellOthers } from "../../state/changes.ts";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/message.tsx";
import { PasswordField, TextField } from "../../components/text-field.tsx";
import { showToast } from "../../components/toast.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { t } from "../../i18n/index.ts";
import { createLoad } from "../../state/load.ts";
import { isGuest } from "../../state/current-user.ts";
import { signIn } from "./begin-sign-in.ts";
import { createForm, rules } from "./form.ts";
import { FormFailure } from "./form-failure.tsx";
import { useReturnAddress } from "./return-address.ts";

export default function SignInPage(): JSX.Element {
  const next = useReturnAddress();
  const count = async (signal?: AbortSignal): Promise<number> =>
    (await callLater("listTracks", signal === undefined ? {} : { signal })).length;
  const guestsTracks = createLoad(
    () => isGuest() || undefined,
    (_, signal) => count(signal),
  );
  const form = createForm(
    { email: rules.email, password: rules.required },
    async ({ email, password }) => {
      // A submit may come before the number has loaded.
      const added = guestsTracks.value() ?? (isGuest() ? await count().catch(() => 0) : 0);
      const user = await signIn({ email: email.trim(), password });
      tellOthers();
      const welcome = t("accountForms").welcomeBack(user.first_name);
      showToast({
        text: added === 0 ? welcome : `${welcome}. ${t("accountForms").added(added)}`,
      });
      await next.go();
    },
    { fieldOf: (error) => (error.code === "invalid_credentials" ? "password" : undefined) },
  );

  return (
    <div class="page page-narrow stack">
      <PageHeading text={t("accountForms").signInTitle} />
      <Why />
      <p class="soft">{t("accountForms").signInLead}</p>
      <Show when={isGuest() && guestsTracks.value()}>
        {(count) => (
          <Note>
            <p>{t("accountForms").adds(count())}</p>
          </Note>
        )}
      </Show>
      <form class="stack" noValidate onSubmit={form.submit}>
        <FormFailure text={form.failed()} />
        <TextField
          label={t("accountForms").email}
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
          label={t("accountForms").password}
          showLabel={t().account.showPassword}
          hideLabel={t().account.hidePassword}
          name="password"
          autocomplete="current-password"
          required
          value={form.values.password}
          error={form.error("password")}
          onInput={(event) => form.set("password", event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" busy={form.isBusy()} waiting={form.isWaiting()}>
          {t().account.signIn}
        </Button>
      </form>
      <p>
        {t("accountForms").noAccount}{" "}
        <A href={`/register${next.query()}`}>{t().account.register}</A>
      </p>
      <Show when={!isGuest()}>
        <p class="soft">
          {t("accountForms").withoutAccount} <A href="/">{t().account.startNow}</A>
        </p>
      </Show>
    </div>
  );
}

/** Why a signed-in user was sent here. */
function Why(): JSX.Element {
  const [search] = useSearchParams();
  const why = (): string | undefined => {
    const { signed_out, everywhere } = t("accountForms").why;
    if (search["why"] === "everywhere") return everywhere;
    return search["why"] === "signed_out" ? signed_out : undefined;
  };
  return (
    <Show when={why()}>
      {(text) => (
        <Note kind={search["why"] === "everywhere" ? "good" : "warn"}>
          <p>{text()}</p>
        </Note>
      )}
    </Show>
  );
}
