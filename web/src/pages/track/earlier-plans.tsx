// The plans that a track had, with a way back, and its archived modules.
import type { ArchivedModule, PlanRevision, TrackRevisions } from "@ai-learning/protocol/revision";
import type { Track } from "@ai-learning/protocol/track";
import { A } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from "solid-js";
import { callLater } from "../../later-api.ts";
import { Badge, StatusChip } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Note } from "../../components/message.tsx";
import { OutcomeLists } from "../../components/outcomes.tsx";
import { showToast } from "../../components/toast.tsx";
import { errorText } from "../../i18n/errors.ts";
import { formatDateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { tellOthers } from "../../state/changes.ts";
import { modulePath } from "../../state/learning-paths.ts";
import { createLoad } from "../../state/load.ts";
import { hoursOfModules } from "../../state/track-hours.ts";
import "./earlier-plans.css";
import { ModuleBody } from "./modules.tsx";
import { undoOutcomes } from "./undo-outcomes.ts";

interface EarlierPlansProps {
  track: Track;
  onChange: (track: Track) => void;
  /** What is on screen is out of date. */
  onStale: () => void;
}

export function EarlierPlans(props: EarlierPlansProps): JSX.Element {
  const load = createLoad(
    () => props.track.id,
    (id, signal) => callLater("listRevisions", { params: { id }, signal }),
  );
  createEffect(
    on(
      () => props.track,
      () => load.refresh(),
      { defer: true },
    ),
  );
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>();
  const words = () => t("trackPages").plans;

  async function act(name: string, send: () => Promise<Track>, done: string): Promise<void> {
    if (busy() !== null) return;
    setBusy(name);
    setError();
    try {
      props.onChange(await send());
      tellOthers();
      showToast({ text: done });
    } catch (cause) {
      setError(cause);
      props.onStale();
      load.refresh();
    } finally {
      setBusy(null);
    }
  }

  const undo = ({ number }: PlanRevision): void => {
    const input = { params: { id: props.track.id }, body: { revision: number } };
    void act("undo", () => callLater("undoRevision", input), words().undone);
  };
  const restore = ({ id: module_id, title }: ArchivedModule): void => {
    const input = { params: { id: props.track.id, module_id } };
    void act(module_id, () => callLater("restoreModule", input), words().brought(title));
  };

  return (
    <>
      <div role="alert">
        <Show when={error()}>
          {(cause) => (
            <Note kind="danger">
              <p>{errorText(cause())}</p>
            </Note>
          )}
        </Show>
      </div>
      <Show when={load.now().state === "failed"}>
        <p class="soft small">{words().failed}</p>
      </Show>
      <Show when={load.value()}>
        {(all) => (
          <>
            <Revisions all={all()} track={props.track} isBusy={busy() === "undo"} onUndo={undo} />
            <Archived
              trackId={props.track.id}
              modules={all().archived}
              busy={busy()}
              onRestore={restore}
            />
          </>
        )}
      </Show>
    </>
  );
}

interface RevisionsProps {
  all: TrackRevisions;
  track: Track;
  isBusy: boolean;
  onUndo: (newest: PlanRevision) => void;
}

function Revisions(props: RevisionsProps): JSX.Element {
  const [asked, setAsked] = createSignal<PlanRevision | null>(null);
  const words = () => t("trackPages").plans;
  return (
    <Show when={props.all.revisions.length > 1 && props.all.revisions[0]}>
      {(newest) => (
        <section class="stack-s earlier-plans" aria-labelledby="earlier-plans">
          <h2 id="earlier-plans">{words().title}</h2>
          <Show when={props.all.can_undo}>
            <Button size="small" busy={props.isBusy} onClick={() => setAsked(newest())}>
              {words().undo}
            </Button>
          </Show>
          <ol role="list">
            <For each={props.all.revisions}>
              {(one, at) => <Revision revision={one} isNow={at() === 0} />}
            </For>
          </ol>
          <Show when={asked()}>
            {(one) => (
              <UndoDialog
                {...props}
                onClose={() => setAsked(null)}
                onUndo={() => {
                  const asks = one();
                  setAsked(null);
                  props.onUndo(asks);
                }}
              />
            )}
          </Show>
        </section>
      )}
    </Show>
  );
}

function Revision(props: { revision: PlanRevision; isNow: boolean }): JSX.Element {
  const words = () => t("trackPages").plans;
  const modules = () => props.revision.modules;
  return (
    <li>
      <details>
        <summary>
          <span>{words().sources[props.revision.source]}</span>
          <Show when={props.isNow}>
            {" "}
            <Badge tone="accent">{words().now}</Badge>
          </Show>
          <span class="soft small earlier-facts">
            <time datetime={props.revision.created_at}>
              {formatDateTime(props.revision.created_at)}
            </time>
            {", "}
            {words().size(modules().length, hoursOfModules(modules()))}
          </span>
        </summary>
        <ol>
          <For each={modules()}>
            {(one) => (
              <li dir="auto">
                {one.title}{" "}
                <bdi class="soft small">({t().tracks.hours(one.estimated_duration_hours)})</bdi>
              </li>
            )}
          </For>
        </ol>
      </details>
    </li>
  );
}

interface UndoDialogProps {
  all: TrackRevisions;
  track: Track;
  onClose: () => void;
  onUndo: () => void;
}

function UndoDialog(props: UndoDialogProps): JSX.Element {
  const words = () => t("trackPages").plans.ask;
  const outcomes = createMemo(() => undoOutcomes(props.track.modules, props.all));
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={words().title}
      description={words().text}
      closeLabel={t().app.close}
    >
      <Show when={outcomes()}>{(all) => <OutcomeLists outcomes={all()} words={words()} />}</Show>
      <div class="dialog-actions">
        <Button data-first onClick={() => props.onClose()}>
          {t().app.cancel}
        </Button>
        <Button variant="primary" onClick={() => props.onUndo()}>
          {words().action}
        </Button>
      </div>
    </Dialog>
  );
}

interface ArchivedProps {
  trackId: string;
  modules: readonly ArchivedModule[];
  /** The one that is being brought back. */
  busy: string | null;
  onRestore: (module: ArchivedModule) => void;
}

function Archived(props: ArchivedProps): JSX.Element {
  const words = () => t("trackPages").plans;
  return (
    <Show when={props.modules.length > 0}>
      <section class="stack-s earlier-plans" aria-labelledby="archived-modules">
        <h2 id="archived-modules">{words().archived}</h2>
        <p class="soft">{words().archivedText}</p>
        <ul role="list">
          <For each={props.modules}>
            {(one) => (
              <li class="archived-module">
                <details>
                  <summary>
                    <span dir="auto">{one.title}</span>{" "}
                    <StatusChip
                      status={one.status}
                      label={t("trackPages").moduleStatuses[one.status]}
                    />
                    <span class="soft small earlier-facts">
                      {t().tracks.hours(one.estimated_duration_hours)}
                    </span>
                  </summary>
                  <ModuleBody module={one} />
                  <A class="small" href={modulePath(props.trackId, one.id)}>
                    {words().read}
                    <span class="visually-hidden">: {one.title}</span>
                  </A>
                </details>
                <Button
                  size="small"
                  icon="refresh"
                  busy={props.busy === one.id}
                  onClick={() => props.onRestore(one)}
                >
                  {words().bring}
                  <span class="visually-hidden">: {one.title}</span>
                </Button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
