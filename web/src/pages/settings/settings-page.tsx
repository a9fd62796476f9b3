// AI settings: the current model, the user's own model, and the site's appearance.
import { Match, Switch, type JSX } from "solid-js";
import { call } from "../../api.ts";
import { callLater } from "../../later-api.ts";
import { SegmentedChoice } from "../../components/choice.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { Failure } from "../../layout/failure.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { chooseLanguage, language, t } from "../../i18n/index.ts";
import { prepareOffline } from "../../offline/offline.ts";
import { createLoad } from "../../state/load.ts";
import { user } from "../../state/current-user.ts";
import { chooseTheme, theme, type Theme } from "../../state/theme.ts";
import { ModelFacts } from "./model-facts.tsx";
import { OwnModel } from "./own-model.tsx";
import type { Config } from "./own-model-form.ts";
import "./settings-page.css";

const themes: readonly Theme[] = ["system", "light", "dark"];

export default function SettingsPage(): JSX.Element {
  prepareOffline();
  const config = createLoad(
    () => (user() === undefined ? undefined : { isSignedIn: user() !== null }),
    async ({ isSignedIn }, signal): Promise<Config> =>
      isSignedIn
        ? call("userConfig", { signal })
        : {
            ...(await callLater("defaultConfig", { signal })),
            has_custom_key: false,
            key_hint: null,
          },
  );
  const failed = () => {
    const now = config.now();
    return now.state === "failed" ? now : undefined;
  };

  return (
    <div class="page page-narrow stack settings">
      <PageHeading text={t().app.settings} />
      <section class="stack" aria-labelledby="answering-title">
        <h2 id="answering-title">{t("settings").answering}</h2>
        <Switch fallback={<Skeleton label={t().app.loading} />}>
          <Match when={failed()}>
            {(now) => (
              <Failure
                title={t("settings").configFailed}
                error={now().error}
                onRetry={config.retry}
              />
            )}
          </Match>
          <Match when={config.value()}>{(value) => <ModelFacts config={value()} />}</Match>
        </Switch>
      </section>
      <OwnModel config={config.value()} onChange={config.set} />
      <section class="stack" aria-labelledby="look-title">
        <h2 id="look-title">{t("settings").look}</h2>
        <SegmentedChoice
          label={t().app.theme.title}
          options={themes.map((value) => ({ value, label: t().app.theme[value] }))}
          value={theme()}
          onChange={chooseTheme}
        />
        <SegmentedChoice
          label={t().app.language}
          options={[
            { value: "ru", label: t().app.languages.ru },
            { value: "en", label: t().app.languages.en },
          ]}
          value={language()}
          onChange={(next) => void chooseLanguage(next).catch(() => undefined)}
        />
      </section>
    </div>
  );
}
