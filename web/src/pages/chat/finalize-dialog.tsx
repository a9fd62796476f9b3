// Asks before the modules in force are replaced, and lists what becomes of each.
import type { Plan } from "@ai-learning/protocol/plan";
import { createMemo, For, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { t } from "../../i18n/index.ts";
import { outcomesOf, plansSince, type Outcome, type Outcomes } from "./plan-view.ts";
import { useRoom } from "./room-context.ts";

interface FinalizeDialogProps {
  /** The complete plan on screen; null where there is none. */
  plan: Plan | null;
  onClose: () => void;
  onFinalize: () => void;
}

export function FinalizeDialog(props: FinalizeDialogProps): JSX.Element {
  const room = useRoom();
  const outcomes = createMemo(() => {
    if (props.plan === null) return null;
    const since = plansSince(room.messages());
    // The plan on screen is followed to, also where a text after it quotes a part of it.
    const isLast = JSON.stringify(since.at(-1)?.modules) === JSON.stringify(props.plan.modules);
    return outcomesOf(room.track().modules, isLast ? since : [...since, props.plan]);
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
      <Show when={outcomes()}>{(all) => <OutcomeLists outcomes={all()} />}</Show>
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

const kinds = ["kept", "renamed", "added", "archived"] as const;

function OutcomeLists(props: { outcomes: Outcomes }): JSX.Element {
  return (
    <div class="outcomes">
      <For each={kinds.filter((kind) => props.outcomes[kind].length > 0)}>
        {(kind) => (
          <section data-kind={kind}>
            <h3>{t("chatParts").confirm[kind]}</h3>
            <Show when={kind === "archived"}>
              <p class="soft small">{t("chatParts").confirm.archivedText}</p>
            </Show>
            <ul>
              <For each={props.outcomes[kind]}>{(one) => <OutcomeRow outcome={one} />}</For>
            </ul>
          </section>
        )}
      </For>
    </div>
  );
}

function OutcomeRow(props: { outcome: Outcome }): JSX.Element {
  const facts = (): string[] => {
    const { before, progress } = props.outcome;
    const words = t("chatParts").confirm;
    return [
      ...(before === null ? [] : [words.was(before)]),
      ...(progress === null ? [] : [words.progress[progress]]),
    ];
  };
  return (
    <li dir="auto">
      {props.outcome.title || t("chatParts").untitled}
      <Show when={facts().length > 0}>
        <span class="soft small"> — {facts().join(", ")}</span>
      </Show>
    </li>
  );
}
