// The plan of the chat as a form: course, modules, hours, and what is saved as the learner's own message.
import { createEffect, createSignal, onMount, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { FieldError } from "../../components/field.tsx";
import { Note } from "../../components/message.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { limits } from "@ai-learning/protocol/limits";
import { sumOf, type Fault } from "./edit-draft.ts";
import { ModuleFields } from "./edit-modules.tsx";
import { createEdit, type Edit } from "./edit-state.ts";
import "./plan-editor.css";
import { PlanList } from "./plan-list.tsx";
import type { ShownPlan } from "./plan-view.ts";
import { useRoom } from "./room-context.ts";

interface PlanEditorProps {
  shown: ShownPlan | null;
  /** It was opened just now, not found unsaved. */
  isNew: boolean;
  onEnd: (isSaved: boolean) => void;
}

export default function PlanEditor(props: PlanEditorProps): JSX.Element {
  const room = useRoom();
  let form: HTMLFormElement | undefined;
  const edit = createEdit(
    room,
    () => props.shown,
    (isSaved) => props.onEnd(isSaved),
  );
  const [isLooking, setIsLooking] = createSignal(false);
  const words = () => t("chatParts").edit;
  onMount(() => props.isNew && form?.querySelector<HTMLElement>("input")?.focus());
  createEffect(() => {
    if (!edit.isOutdated()) setIsLooking(false);
  });

  async function save(isOver: boolean): Promise<void> {
    setIsLooking(false);
    if (await edit.save(isOver)) return;
    const wrong = form?.querySelector<HTMLElement>("[aria-invalid=true], [data-wrong] button");
    const details = wrong?.closest("details");
    if (details) details.open = true;
    wrong?.focus();
  }

  return (
    <form
      class="plan-edit"
      noValidate
      aria-label={words().title}
      ref={(made) => (form = made)}
      onSubmit={(event) => {
        event.preventDefault();
        if (!edit.isBlocked() && !edit.isOutdated()) void save(false);
      }}
    >
      <Outdated
        edit={edit}
        isLooking={isLooking()}
        onLook={setIsLooking}
        onOver={() => void save(true)}
      />
      <Show
        when={isLooking() && props.shown}
        fallback={<Fields edit={edit} wished={room.track().estimated_duration_hours} />}
      >
        {(shown) => <PlanList shown={shown()} />}
      </Show>
      <Foot edit={edit} />
    </form>
  );
}

/** The sentence of a fault. */
export function faultText(fault: Fault | undefined): string | undefined {
  const words = t("chatParts").edit.faults;
  if (fault === undefined) return undefined;
  if (fault.kind === "hours") return words.hours(limits.maxHours);
  return "max" in fault ? words[fault.kind](fault.max) : words[fault.kind];
}

function Fields(props: { edit: Edit; wished: number }): JSX.Element {
  const room = useRoom();
  const words = () => t("chatParts").edit;
  const draft = () => props.edit.draft();
  const error = () => faultText(props.edit.faults()?.title);
  const count = () => props.edit.faults()?.count;
  return (
    <div class="plan-view">
      <div class="field">
        <label class="field-label small" for="plan-edit-title">
          {words().course}
        </label>
        <input
          id="plan-edit-title"
          class="control"
          dir="auto"
          autocomplete="off"
          placeholder={room.track().title}
          value={draft().title}
          aria-invalid={error() === undefined ? undefined : "true"}
          aria-describedby={error() === undefined ? undefined : "plan-edit-title-error"}
          onInput={(event) => props.edit.change({ ...draft(), title: event.currentTarget.value })}
        />
        <FieldError id="plan-edit-title-error" text={error()} />
      </div>
      <dl class="plan-facts plan-edit-sum">
        <div>
          <dt>{t("chatParts").planned}</dt>
          <dd>{t("chatParts").hours(sumOf(draft()))}</dd>
        </div>
        <Show when={props.wished > 0}>
          <div>
            <dt>{t("chatParts").wished}</dt>
            <dd>{t("chatParts").hours(props.wished)}</dd>
          </div>
        </Show>
      </dl>
      <ModuleFields edit={props.edit} faultText={faultText} />
      <div data-wrong={count()} hidden={count() === undefined}>
        <FieldError
          id="plan-edit-count"
          text={count() === "none" ? words().faults.none : words().faults.many(limits.planModules)}
        />
      </div>
    </div>
  );
}

/** The plan changed while it was edited: what can be done about it. */
function Outdated(props: {
  edit: Edit;
  isLooking: boolean;
  onLook: (isLooking: boolean) => void;
  onOver: () => void;
}): JSX.Element {
  const words = () => t("chatParts").edit;
  return (
    <div role="status">
      <Show when={props.edit.isOutdated()}>
        <Note kind="warn">
          <p>{words().outdated}</p>
          <div class="row">
            <Button size="small" onClick={() => props.onLook(!props.isLooking)}>
              {props.isLooking ? words().back : words().look}
            </Button>
            <Button
              size="small"
              busy={props.edit.isSaving()}
              waiting={props.edit.isBlocked()}
              onClick={() => props.onOver()}
            >
              {words().over}
            </Button>
          </div>
        </Note>
      </Show>
      <Show when={props.edit.isBlocked()}>
        <p class="plan-note">{words().blocked}</p>
      </Show>
    </div>
  );
}

function Foot(props: { edit: Edit }): JSX.Element {
  const [isAsking, setIsAsking] = createSignal(false);
  let cancel: HTMLButtonElement | undefined;
  const words = () => t("chatParts").edit;

  function stay(): void {
    setIsAsking(false);
    cancel?.focus();
  }

  return (
    <div class="plan-edit-foot">
      <div role="alert">
        <Show when={props.edit.error()}>
          {(error) => (
            <p class="plan-edit-failed">
              {words().notSaved} {errorText(error())}
            </p>
          )}
        </Show>
      </div>
      <Show
        when={isAsking()}
        fallback={
          <div class="plan-edit-actions">
            <Button
              ref={(made: HTMLButtonElement) => (cancel = made)}
              onClick={() => (props.edit.isChanged() ? setIsAsking(true) : props.edit.discard())}
            >
              {t().app.cancel}
            </Button>
            <Button
              type="submit"
              variant="primary"
              busy={props.edit.isSaving()}
              waiting={props.edit.isBlocked() || props.edit.isOutdated()}
            >
              {t().app.save}
            </Button>
          </div>
        }
      >
        <div role="group" aria-labelledby="plan-edit-ask">
          <p id="plan-edit-ask">{words().ask}</p>
          <div class="plan-edit-actions">
            <Button
              ref={(made: HTMLButtonElement) => queueMicrotask(() => made.focus())}
              onClick={stay}
            >
              {words().stay}
            </Button>
            <Button variant="danger" onClick={() => props.edit.discard()}>
              {words().discard}
            </Button>
          </div>
        </div>
      </Show>
    </div>
  );
}
