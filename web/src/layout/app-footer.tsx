// The footer of every page but the chat.
import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { t } from "../i18n/index.ts";
import { isGuest } from "../state/current-user.ts";
import { guestNote, isEndingSoon } from "./guest-note.tsx";

export function AppFooter(): JSX.Element {
  return (
    <footer class="app-footer">
      <div class="app-footer-inner">
        <Show when={isGuest()} fallback={<span>{t().app.name}</span>}>
          <span data-soon={isEndingSoon() ? "" : undefined}>
            {guestNote()} <A href="/register">{t().account.keepWork}</A>
          </span>
        </Show>
        <nav aria-label={t().app.footerNavigation}>
          <A href="/settings">{t().app.settings}</A>
          <a href="/api/docs" rel="external">
            {t().app.api}
          </a>
        </nav>
      </div>
    </footer>
  );
}
