// Asks before the modules in force are replaced, and lists what becomes of each.
import type { Plan } from "@ai-learning/protocol/plan";
import { callLater } from "../../later-api.ts";
import { createLoad } from "../../state/load.ts";
import { createMemo, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { OutcomeLists } from "../../components/outcomes.tsx";
import { Skeleton } from "../../components/spinner.tsx";
import { t } from "../../i18n/index.ts";
import { outcomesOf, plansSince } from "./plan-view.ts";
import { useRoom } from "./room-context.ts";

interface FinalizeDialogProps {
  /** The complete plan on screen; null where there is none. */
  plan: Plan | null;
  onClose: () => void;
  onFinalize: () => void;
}

export function FinalizeDialog(props: FinalizeDialogProps): JSX.Element {
  const room = useRoom();
  const words = () => ({ ...t("chatParts").confirm, untitled: t("chatParts").untitled });
  // A module that left the course comes back by its title. What left it is not known to the chat.
  const revisions = createLoad(
    () => (props.plan === null ? undefined : room.track().id),
    (id, signal) => callLater("listRevisions", { params: { id }, signal }),
  );
  const outcomes = createMemo(() => {
    if (props.plan === null) return null;
    const { state } = revisions.now();
    // Where it cannot be read, the list says nothing of it.
    if (state === "loading") return null;
    const since = plansSince(room.messages());
    // The plan on screen is followed to, also where a text after it quotes a part of it.
    const isLast = JSON.stringify(since.at(-1)?.modules) === JSON.stringify(props.plan.modules);
    return outcomesOf(
      room.track().modules,
      isLast ? since : [...since, props.plan],
      revisions.value()?.archived,
    );
  });
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t("chatParts").confirm.title}
      description={
        props.plan === null ? t("chatParts").confirm.general : t("chatParts").confirm.text
      }
      closeLabel={t().app.close}
    >
      <Show when={props.plan !== null && outcomes() === null}>
        <Skeleton lines={4} label={t().app.loading} />
      </Show>
      <Show when={outcomes()}>{(all) => <OutcomeLists outcomes={all()} words={words()} />}</Show>
      <div class="dialog-actions">
        <Button data-first onClick={() => props.onClose()}>
          {t().app.cancel}
        </Button>
        <Button
          variant="primary"
          onClick={() => {
            props.onClose();
            props.onFinalize();
          }}
        >
          {t("chatParts").confirm.action}
        </Button>
      </div>
    </Dialog>
  );
}
