// What a chat shows when it is empty, missing or not loaded, and when a request was refused.
import { A, useLocation } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { Button, LinkButton } from "../../components/button.tsx";
import { EmptyState, ErrorState } from "../../components/message.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import { codeText, errorText } from "../../i18n/errors.ts";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { isGuest } from "../../state/current-user.ts";
import { isShort } from "../../state/usage.ts";
import { useRoom } from "./room-context.ts";

export function EmptyChat(): JSX.Element {
  const room = useRoom();
  return (
    <Show
      when={room.isPrimary()}
      fallback={<EmptyState icon="chat" title={t("chat").newTitle} text={t("chat").newText} />}
    >
      <EmptyState icon="chat" title={t("chat").emptyTitle} text={t("chat").emptyText}>
        <Button
          variant="primary"
          busy={room.requests.current() !== null}
          onClick={() => room.requests.plan()}
        >
          {t("chat").askPlan}
        </Button>
      </EmptyState>
    </Show>
  );
}

export function MissingChat(props: { trackId: string }): JSX.Element {
  return (
    <>
      <PageHeading class="visually-hidden" text={t("chat").missingTitle} />
      <EmptyState icon="chat" title={t("chat").missingTitle} text={t("chat").missingText}>
        <LinkButton href={`/tracks/${props.trackId}/chat`}>{t("chat").toMain}</LinkButton>
      </EmptyState>
    </>
  );
}

/** The error of a chat that could not be restored; empty without one. */
export function RestoreError(): JSX.Element {
  const room = useRoom();
  return (
    <Show when={room.session.problem()}>
      {(code) => (
        <ErrorState
          title={t("chat").restoreFailed}
          text={codeText(code())}
          retryLabel={t().app.retry}
          onRetry={() => room.session.restore()}
        />
      )}
    </Show>
  );
}

/** For an exhausted allowance: the time of its renewal, and a way for a guest to continue. */
export function MoreAllowance(props: { code: string | null | undefined }): JSX.Element {
  const room = useRoom();
  const location = useLocation();
  const isIt = (): boolean => props.code === "budget_exhausted";
  /** A refusal of an earlier day shows no time. */
  const short = () => {
    const usage = room.usage.value();
    return isIt() && usage !== undefined && isShort(usage) ? usage : undefined;
  };
  return (
    <>
      <Show when={short()}>
        {(usage) => <> {t("chat").allowance.clock(formatTime(usage().renews_at))}</>}
      </Show>
      <Show when={isIt() && isGuest()}>
        {" "}
        <A href={`/register?next=${encodeURIComponent(location.pathname)}`}>
          {t("chat").moreAllowance}
        </A>
      </Show>
    </>
  );
}

/** Why a request to the mentor failed. */
export function RequestError(props: { error: unknown }): JSX.Element {
  return (
    <div role="alert">
      <Show when={props.error}>
        <p class="composer-trouble">
          {errorText(props.error)}
          <MoreAllowance code={props.error instanceof ApiError ? props.error.code : null} />
        </p>
      </Show>
    </div>
  );
}
