// What a page shows while its data is loaded, when there is none, and when that failed.
import { Match, Switch, type JSX } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { LinkButton } from "../../components/button.tsx";
import { EmptyState } from "../../components/message.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { t } from "../../i18n/index.ts";
import { Failure } from "../../layout/failure.tsx";
import { PageHeading } from "../../layout/page-heading.tsx";
import type { Load } from "../../state/load.ts";

const unknown = ["lesson_not_found", "version_not_found", "module_not_found", "invalid_id"];

interface LoadedProps<T> {
  load: Load<T>;
  words: {
    readonly loadFailed: string;
    readonly missingTitle: string;
    readonly missingText: string;
  };
  trackId: string;
  children: (value: () => T) => JSX.Element;
}

export function Loaded<T extends object>(props: LoadedProps<T>): JSX.Element {
  const failed = () => {
    const now = props.load.now();
    return now.state === "failed" && now.value === undefined ? now.error : undefined;
  };
  const isUnknown = (): boolean => {
    const error = failed();
    return error instanceof ApiError && unknown.includes(error.code);
  };
  return (
    <Switch
      fallback={
        <>
          <h1 class="visually-hidden">{t().app.loading}</h1>
          <Skeleton lines={8} label={t().app.loading} />
        </>
      }
    >
      <Match when={isUnknown()}>
        <PageHeading class="visually-hidden" text={props.words.missingTitle} />
        <EmptyState title={props.words.missingTitle} text={props.words.missingText}>
          <LinkButton href={`/tracks/${props.trackId}`}>{t("learning").module.toTrack}</LinkButton>
          <LinkButton href="/tracks">{t().app.myTracks}</LinkButton>
        </EmptyState>
      </Match>
      <Match when={failed()}>
        <PageHeading class="visually-hidden" text={props.words.loadFailed} />
        <Failure title={props.words.loadFailed} error={failed()} onRetry={props.load.retry} />
      </Match>
      <Match when={props.load.value()}>{(value) => props.children(value)}</Match>
    </Switch>
  );
}
