// Names, and the mentor's language.
import type { Locale } from "@ai-learning/protocol/user";
import { createSignal, Show, type JSX } from "solid-js";
import { callLater } from "../../later-api.ts";
import { Button } from "../../components/button.tsx";
import { SegmentedChoice } from "../../components/choice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { t } from "../../i18n/index.ts";
import { isGuest, setSignedIn, user } from "../../state/current-user.ts";
import "./account.css";
import { createForm, rules } from "./form.ts";
import { FormFailure } from "./form-failure.tsx";
import { Done, Section } from "./section.tsx";

const locales: readonly Locale[] = ["ru", "en"];

/** A guest has no name. */
const name = (value: string): string | undefined => (isGuest() ? undefined : rules.name(value));

export function ProfileSection(): JSX.Element {
  const [isSaved, setIsSaved] = createSignal(false);
  const [locale, setLocale] = createSignal(user()?.locale ?? "en");
  const form = createForm(
    { first_name: name, last_name: name },
    async (names) => {
      const change = isGuest() ? {} : names;
      setSignedIn(await callLater("updateMe", { body: { ...change, locale: locale() } }));
      setIsSaved(true);
    },
    { begin: { first_name: user()?.first_name ?? "", last_name: user()?.last_name ?? "" } },
  );
  const field = (name: "first_name" | "last_name") => ({
    name,
    required: true,
    value: form.values[name],
    error: form.error(name),
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) => {
      setIsSaved(false);
      form.set(name, event.currentTarget.value);
    },
  });

  return (
    <Section title={t("myAccount").profile.title}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          setIsSaved(false);
          form.submit(event);
        }}
      >
        <FormFailure text={form.failed()} />
        <Show when={!isGuest()}>
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
        </Show>
        <SegmentedChoice
          label={t("myAccount").profile.mentorLanguage}
          options={locales.map((value) => ({ value, label: t().app.languages[value] }))}
          value={locale()}
          onChange={(next) => {
            setIsSaved(false);
            setLocale(next);
          }}
        />
        <p class="soft small">{t("myAccount").profile.mentorHint}</p>
        <Button type="submit" busy={form.isBusy()}>
          {t("myAccount").profile.save}
        </Button>
        <Done text={isSaved() ? t("myAccount").profile.saved : undefined} />
      </form>
    </Section>
  );
}
