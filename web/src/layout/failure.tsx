// The error state of a page whose data could not be loaded.
import { useLocation } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { LinkButton } from "../components/button.tsx";
import { EmptyState, ErrorState } from "../components/message.tsx";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/index.ts";

const after = (error: unknown): string => {
  const seconds = error instanceof ApiError ? error.retryAfter : undefined;
  return seconds === undefined ? "" : ` ${t().app.retryIn(seconds)}`;
};

/** The error with a retry, or a prompt to sign in where that is missing. */
export function Failure(props: {
  title: string;
  error: unknown;
  onRetry?: (() => void) | undefined;
}): JSX.Element {
  const reference = (): string | undefined =>
    props.error instanceof ApiError && props.error.requestId !== undefined
      ? t().app.requestId(props.error.requestId)
      : undefined;
  return (
    <Show
      when={props.error instanceof ApiError && props.error.needsSignIn}
      fallback={
        <ErrorState
          title={props.title}
          text={errorText(props.error) + after(props.error)}
          reference={reference()}
          retryLabel={t().app.retry}
          onRetry={props.onRetry}
        />
      }
    >
      <SignInNeeded />
    </Show>
  );
}

/** Shown on pages that need a sign-in. */
export function SignInNeeded(): JSX.Element {
  const location = useLocation();
  return (
    <EmptyState icon="user" title={t().account.needTitle} text={t().account.needText}>
      <LinkButton variant="primary" href={`/sign-in?next=${encodeURIComponent(location.pathname)}`}>
        {t().account.signIn}
      </LinkButton>
      <LinkButton href="/">{t().account.startNow}</LinkButton>
    </EmptyState>
  );
}
