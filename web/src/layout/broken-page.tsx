// Shown in place of a page whose code could not be loaded or that threw.
import { useLocation } from "@solidjs/router";
import { createEffect, on, onMount, type JSX } from "solid-js";
import { ErrorState } from "../components/message.tsx";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/index.ts";

export function BrokenPage(props: { error: unknown; reset: () => void }): JSX.Element {
  const isFetch = (): boolean =>
    props.error instanceof TypeError && /import|fetch|module/i.test(props.error.message);
  const location = useLocation();
  onMount(() => reportError(props.error));
  // Another page may work: navigating away clears the error.
  createEffect(
    on(
      () => location.pathname,
      () => props.reset(),
      { defer: true },
    ),
  );
  return (
    <div class="page">
      <ErrorState
        title={t().app.failed}
        text={isFetch() ? t().errors.offline : errorText(props.error)}
        retryLabel={t().app.retry}
        onRetry={() => window.location.reload()}
      />
    </div>
  );
}
