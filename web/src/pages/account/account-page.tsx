// The account page: allowance, profile, password, devices, data export, deletion.
import { A } from "@solidjs/router";
import { createEffect, createSignal, Match, on, onMount, Show, Switch, type JSX } from "solid-js";
import { Skeleton } from "../../components/spinner.tsx";
import { Failure, SignInNeeded } from "../../layout/failure.tsx";
import { GuestNote } from "../../layout/guest-note.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { t } from "../../i18n/index.ts";
import { prepareOffline } from "../../offline/offline.ts";
import { isGuest, isSigningOut, loadUser, user } from "../../state/current-user.ts";
import "./account-page.css";
import { AllowanceSection } from "./allowance-section.tsx";
import { DataSection } from "./data-section.tsx";
import { EverywhereSection } from "./everywhere-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { ProfileSection } from "./profile-section.tsx";
import { RemoveSection } from "./remove-section.tsx";

export default function AccountPage(): JSX.Element {
  prepareOffline();
  const [error, setError] = createSignal<unknown>();
  const load = (): void => {
    setError(undefined);
    loadUser().catch(setError);
  };
  onMount(() => {
    if (user() === undefined) load();
  });
  // After a sign-out the user is already on the way to another page.
  const [isNobody, setIsNobody] = createSignal(false);
  createEffect(on(user, (one) => setIsNobody(one === null && !isSigningOut())));
  const title = (): string => (isGuest() ? t("myAccount").guestTitle : t("myAccount").title);

  return (
    <div class="page page-narrow account-page">
      <PageHeading text={title()} />
      <Switch fallback={<Skeleton lines={6} label={t().app.loading} />}>
        <Match when={user()}>
          <Sections />
        </Match>
        <Match when={isNobody()}>
          <SignInNeeded />
        </Match>
        <Match when={error()}>
          <Failure title={t().app.failed} error={error()} onRetry={load} />
        </Match>
      </Switch>
    </div>
  );
}

function Sections(): JSX.Element {
  return (
    <>
      <Show
        when={isGuest()}
        fallback={<p class="soft account-email">{t("myAccount").signedIn(user()?.email ?? "")}</p>}
      >
        <GuestNote />
        <p>
          {t("accountForms").haveAccount} <A href="/sign-in">{t().account.signIn}</A>
        </p>
      </Show>
      <AllowanceSection />
      <ProfileSection />
      <Show when={!isGuest()}>
        <PasswordSection />
        <EverywhereSection />
      </Show>
      <DataSection />
      <RemoveSection />
    </>
  );
}
