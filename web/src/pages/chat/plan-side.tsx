// The plan of the chat: beside it on a wide screen, in a sheet that a button opens on others. It also asks before modules
// in force are replaced.
import { A } from "@solidjs/router";
import type { Plan } from "@ai-learning/protocol/plan";
import { olderThan } from "@ai-learning/client/select";
import { createSignal, onCleanup, Show, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { t } from "../../i18n/index.ts";
import { ChatTools } from "./chat-tools.tsx";
import { FinalizeDialog } from "./finalize-dialog.tsx";
import { PlanList } from "./plan-list.tsx";
import "./plan-side.css";
import { createPrinting, PlanPaper, PlanTools } from "./plan-tools.tsx";
import { plannedHours, type ShownPlan } from "./plan-view.ts";
import { useRoom } from "./room-context.ts";
import { followPlan, planNews } from "./shown-plan.ts";

interface PlanSideProps {
  /** Where the button that opens the sheet stands. */
  slot: HTMLElement;
  onFinalize: () => void;
  /** Gets what finalises after a confirmation, where one is needed. */
  ref: (finalize: () => void) => void;
}

/** There is room beside the chat; as in `chat-page.css`. */
const wide = matchMedia("(width >= 1100px)");

export default function PlanSide(props: PlanSideProps): JSX.Element {
  const room = useRoom();
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
  const button = (): string => {
    const plan = shown()?.plan;
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
              <div class="plan-sheet">
                <Content shown={shown()} onPrint={printPlan} />
              </div>
            </Dialog>
          </Show>
        }
      >
        {/* It scrolls by itself: the keyboard must reach it. */}
        <aside class="plan-side" aria-labelledby="plan-side-title" tabindex="0">
          <h2 id="plan-side-title">{t("chatParts").title}</h2>
          <Content shown={shown()} onPrint={printPlan} />
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

function createIsWide(): () => boolean {
  const [isWide, setIsWide] = createSignal(wide.matches);
  const change = (): void => void setIsWide(wide.matches);
  wide.addEventListener("change", change);
  onCleanup(() => wide.removeEventListener("change", change));
  return isWide;
}

function Content(props: { shown: ShownPlan | null; onPrint: (plan: Plan) => void }): JSX.Element {
  return (
    <Show when={props.shown} fallback={<NoPlan />}>
      {(shown) => (
        <>
          <PlanList shown={shown()} />
          <Show when={!shown().isGrowing}>
            <PlanTools plan={shown().plan} onPrint={() => props.onPrint(shown().plan)} />
          </Show>
        </>
      )}
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
