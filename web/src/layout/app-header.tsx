// The header of every page: site name, tracks, language, theme, account menu.
import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { Button, LinkButton } from "../components/button.tsx";
import { SegmentedChoice } from "../components/choice.tsx";
import { chooseLanguage, language, t } from "../i18n/index.ts";
import { user } from "../state/current-user.ts";
import { chooseTheme, isDark } from "../state/theme.ts";
import { AccountMenu } from "./account-menu.tsx";
import "./app-header.css";

export function AppHeader(): JSX.Element {
  return (
    <header class="app-header">
      <div class="app-header-inner">
        <A class="brand" href="/" aria-label={t().app.home} end>
          <svg class="brand-mark" viewBox="0 0 28 28" aria-hidden="true">
            <path class="brand-rule" d="M6 4v20" />
            <path d="M12 6h12M12 14h12M12 22h7" />
          </svg>
          <span class="brand-name">{t().app.name}</span>
        </A>
        <nav class="app-nav" aria-label={t().app.mainNavigation}>
          <Show when={user()}>
            <A class="app-nav-link" href="/today">
              {t().app.today}
            </A>
            <A class="app-nav-link" href="/tracks">
              {t().app.myTracks}
            </A>
          </Show>
        </nav>
        <LanguageSwitch />
        <Button
          variant="quiet"
          size="small"
          icon={isDark() ? "sun" : "moon"}
          label={isDark() ? t().app.theme.useLight : t().app.theme.useDark}
          onClick={() => chooseTheme(isDark() ? "light" : "dark")}
        />
        <Show
          when={user()}
          fallback={
            <LinkButton class="app-header-sign-in" size="small" href="/sign-in">
              {t().account.signIn}
            </LinkButton>
          }
        >
          <AccountMenu />
        </Show>
      </div>
    </header>
  );
}

function LanguageSwitch(): JSX.Element {
  return (
    <div class="language-switch">
      <SegmentedChoice
        label={t().app.language}
        hideLabel
        options={[
          { value: "ru", label: "RU" },
          { value: "en", label: "EN" },
        ]}
        value={language()}
        onChange={(next) => {
          // A language that cannot be loaded leaves the page in the current one.
          chooseLanguage(next).catch(() => undefined);
        }}
      />
    </div>
  );
}
