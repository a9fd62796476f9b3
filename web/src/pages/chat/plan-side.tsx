// The plan of the chat: beside it on a wide screen, in a sheet that a button opens on others. It also asks before modules
// in force are replaced.
import { A } from "@solidjs/router";
import type { Plan } from "@ai-learning/protocol/plan";
import type { Track } from "@ai-learning/protocol/track";
import { olderThan } from "@ai-learning/client/select";
import { createEffect, createSignal, on, onCleanup, Show, type Accessor, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { loadWords, t } from "../../i18n/index.ts";
import { keepChat } from "../../offline/keep-chat.ts";
import { prepareOffline } from "../../offline/offline.ts";
import { ChatTools } from "./chat-tools.tsx";
import { readEdit } from "./edit-store.ts";
import { FinalizeDialog } from "./finalize-dialog.tsx";
import { createIsWide } from "../../state/is-wide.ts";
import { optional } from "./parts.tsx";
import { asked, setShownIn } from "./plan-link.ts";
import { PlanList } from "./plan-list.tsx";
import "./plan-side.css";
import { createPrinting, PlanPaper, PlanTools } from "./plan-tools.tsx";
import { plannedHours, type ShownPlan } from "./plan-view.ts";
import type { Room } from "./room.ts";
import { useRoom } from "./room-context.ts";
import { followTitle } from "./follow-title.ts";
import { followPlan, planNews } from "./shown-plan.ts";

export { PlanMessage } from "./plan-message.tsx";

/** Loaded when a plan is edited. */
const PlanEditor = optional(() => import("./plan-editor.tsx"));

/** Milliseconds after which the words of most errors are fetched: long after the chat is usable. */
const errorWordsMs = 10_000;

interface PlanSideProps {
  /** Where the button that opens the sheet stands. */
  slot: HTMLElement;
  onFinalize: () => void;
  onTrack: (track: Track) => void;
  /** Gets what finalises after a confirmation, where one is needed. */
  ref: (finalize: () => void) => void;
}

export default function PlanSide(props: PlanSideProps): JSX.Element {
  const room = useRoom();
  prepareMore(room);
  const shown = followPlan(room);
  const news = planNews(room, shown);
  const isWide = createIsWide();
  const [isOpen, setIsOpen] = createSignal(false);
  const [printed, printPlan] = createPrinting();
  const [isAsking, setIsAsking] = createSignal(false);
  const complete = () => {
    const now = shown();
    return now !== null && !now.isGrowing && now.plan.isComplete ? now.plan : null;
  };
  props.ref(() => (room.track().modules.length > 0 ? setIsAsking(true) : props.onFinalize()));
  followTitle(room, complete, (track) => props.onTrack(track));
  const editing = createEditing(room.chatId);
  let side: HTMLElement | undefined;
  createEffect(() => setShownIn(shown()?.id ?? null));
  onCleanup(() => setShownIn(null));
  createEffect(on(asked, () => (side ? side.focus() : setIsOpen(true)), { defer: true }));
  const button = (): string => {
    const plan = shown()?.plan;
    if (editing.state() !== "off") return t("chatParts").edit.button;
    if (plan === undefined) return t("chatParts").emptyButton;
    return t("chatParts").button(plan.modules.length, plannedHours(plan));
  };

  return (
    <>
      <ChatTools />
      <Show when={printed()}>{(plan) => <PlanPaper plan={plan()} />}</Show>
      <Show
        when={isWide()}
        fallback={
          <Show when={room.isPrimary()}>
            <Portal mount={props.slot}>
              <Button class="plan-open" icon="list" onClick={() => setIsOpen(true)}>
                {button()}
              </Button>
            </Portal>
            <Dialog
              open={isOpen()}
              onClose={() => setIsOpen(false)}
              title={t("chatParts").title}
              closeLabel={t().app.close}
            >
              <div class="plan-sheet" data-scrolls="">
                <Content shown={shown()} editing={editing} onPrint={printPlan} />
              </div>
            </Dialog>
          </Show>
        }
      >
        {/* It scrolls by itself: the keyboard must reach it. */}
        <aside
          class="plan-side"
          aria-labelledby="plan-side-title"
          tabindex="0"
          data-scrolls=""
          ref={(made) => {
            side = made;
            onCleanup(() => (side = undefined));
          }}
        >
          <h2 id="plan-side-title">{t("chatParts").title}</h2>
          <Content shown={shown()} editing={editing} onPrint={printPlan} />
        </aside>
      </Show>
      <p class="visually-hidden" role="status" data-live-announcer="">
        {news()}
      </p>
      <Show when={isAsking()}>
        <FinalizeDialog
          plan={complete()}
          onClose={() => setIsAsking(false)}
          onFinalize={props.onFinalize}
        />
      </Show>
    </>
  );
}

/** The chat is usable: now for what it may need later. */
function prepareMore(room: Room): void {
  setTimeout(() => void loadWords("moreErrors").catch(() => undefined), errorWordsMs);
  prepareOffline();
  keepChat({ chat: room.chat, live: room.session.live });
}

/** Whether the plan is edited: begun just now, or found unsaved. */
interface Editing {
  readonly state: Accessor<"off" | "new" | "found">;
  readonly begin: () => void;
  readonly end: () => void;
}

function createEditing(chatId: Accessor<string>): Editing {
  const [state, setState] = createSignal<"off" | "new" | "found">("off");
  createEffect(on(chatId, (id) => setState(readEdit(id) === undefined ? "off" : "found")));
  return { state, begin: () => setState("new"), end: () => setState("off") };
}

function Content(props: {
  shown: ShownPlan | null;
  editing: Editing;
  onPrint: (plan: Plan) => void;
}): JSX.Element {
  const room = useRoom();
  const [edit, setEdit] = createSignal<HTMLButtonElement>();
  const [isAfterEdit, setIsAfterEdit] = createSignal(false);
  createEffect(() => {
    if (!isAfterEdit() || edit()?.isConnected !== true) return;
    setIsAfterEdit(false);
    edit()?.focus();
  });
  /** Not while the mentor writes: nobody can edit what is still changing. */
  const canEdit = (): boolean => !props.shown?.isGrowing && room.unfinished() === undefined;
  return (
    <Show
      when={props.editing.state() === "off"}
      fallback={
        <Show when={room.chatId()} keyed>
          <PlanEditor
            shown={props.shown}
            isNew={props.editing.state() === "new"}
            onEnd={() => {
              props.editing.end();
              queueMicrotask(() => setIsAfterEdit(true));
            }}
          />
        </Show>
      }
    >
      <Show when={props.shown} fallback={<NoPlan />}>
        {(shown) => (
          <>
            <PlanList shown={shown()}>
              <Show when={canEdit()}>
                <Button
                  class="plan-edit-open"
                  size="small"
                  icon="edit"
                  ref={setEdit}
                  onClick={() => props.editing.begin()}
                >
                  {t("chatParts").edit.open}
                </Button>
              </Show>
            </PlanList>
            <Show when={!shown().isGrowing}>
              <PlanTools plan={shown().plan} onPrint={() => props.onPrint(shown().plan)} />
            </Show>
          </>
        )}
      </Show>
    </Show>
  );
}

function NoPlan(): JSX.Element {
  const room = useRoom();
  return (
    <Show
      when={room.isPrimary()}
      fallback={
        <p class="plan-note">
          {t("chatParts").aside} <A href={`/tracks/${room.track().id}/chat`}>{t("chat").toMain}</A>
        </p>
      }
    >
      <Show
        when={olderThan(room.chat()) === null}
        fallback={<p class="plan-note">{t("chatParts").older}</p>}
      >
        <p class="plan-note">
          <strong>{t("chatParts").emptyTitle}</strong> {t("chatParts").emptyText}
        </p>
      </Show>
    </Show>
  );
}
