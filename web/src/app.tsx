// The layout around every page.
import { Router, type RouteSectionProps } from "@solidjs/router";
import { createSignal, ErrorBoundary, Show, Suspense, type JSX } from "solid-js";
import { LiveRegion } from "./components/live-region.tsx";
import { Note } from "./components/message.tsx";
import { Skeleton } from "./components/spinner.tsx";
import { Toaster } from "./components/toast.tsx";
import { AppFooter } from "./layout/app-footer.tsx";
import { AppHeader } from "./layout/app-header.tsx";
import { BrokenPage } from "./layout/broken-page.tsx";
import { watchNavigation } from "./layout/page-heading.tsx";
import { t } from "./i18n/index.ts";
import { routes } from "./routes.ts";
import { platform } from "./state/platform.ts";

export function App(): JSX.Element {
  return <Router root={Layout}>{routes}</Router>;
}

function Layout(props: RouteSectionProps): JSX.Element {
  const isChat = (): boolean => /\/(chat|lessons)\b/.test(props.location.pathname);
  watchNavigation(() => props.location.pathname);
  return (
    <>
      <a
        class="skip-link"
        href="#content"
        on:click={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>("#content")?.focus();
        }}
      >
        {t().app.skip}
      </a>
      <AppHeader />
      <OfflineNote />
      <main id="content" class="content" tabindex="-1">
        <ErrorBoundary
          fallback={(error: unknown, reset) => <BrokenPage error={error} reset={reset} />}
        >
          <Suspense fallback={<PagePending />}>{props.children}</Suspense>
        </ErrorBoundary>
      </main>
      <Show when={!isChat()}>
        <AppFooter />
      </Show>
      <LiveRegion />
      <Toaster label={t().app.notifications} dismissLabel={t().app.dismiss} />
    </>
  );
}

function PagePending(): JSX.Element {
  return (
    <div class="page">
      <Skeleton label={t().app.loading} />
    </div>
  );
}

/** It lasts as long as the page. */
function OfflineNote(): JSX.Element {
  const { isOnline, subscribe } = platform.page;
  const [isOffline, setIsOffline] = createSignal(!isOnline());
  subscribe(() => setIsOffline(!isOnline()));
  return (
    <div class="app-offline" role="status">
      <Show when={isOffline()}>
        <Note kind="warn">{t().app.offline}</Note>
      </Show>
    </div>
  );
}
