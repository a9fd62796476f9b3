// A practice task or a project: its instructions, the learner's notes, and whether it is done.
import type { Assignment, ModulePage } from "@ai-learning/protocol/lesson";
import { limits } from "@ai-learning/protocol/limits";
import { systemClock } from "@ai-learning/client/clock";
import {
  createEffect,
  createSignal,
  createUniqueId,
  on,
  onCleanup,
  Show,
  type JSX,
} from "solid-js";
import { callLater } from "../../later-api.ts";
import { showToast } from "../../components/toast.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { Markdown } from "../../markdown/markdown.tsx";
import { tellOthers } from "../../state/changes.ts";
import { keepDraft, readDraft } from "../../state/drafts.ts";
import "../../components/field.css";
import { markdownLabels } from "../chat/markdown-labels.ts";
import { NotesKeeper, type NotesState } from "./notes-keeper.ts";

interface AssignmentProps {
  assignment: Assignment;
  isArchived: boolean;
  onChange: (page: ModulePage) => void;
}

export function AssignmentView(props: AssignmentProps): JSX.Element {
  const words = () => t("learning").module;
  const id = createUniqueId();
  const isDone = (): boolean => props.assignment.done_at !== null;

  async function setDone(done: boolean): Promise<void> {
    try {
      const params = { id: props.assignment.id };
      props.onChange(await callLater("changeAssignment", { params, body: { done } }));
      tellOthers();
    } catch (error) {
      showToast({ text: errorText(error) });
    }
  }

  return (
    <article class="assignment" data-done={isDone() ? "" : undefined}>
      <div class="assignment-head">
        <h3 dir="auto">{props.assignment.title}</h3>
        <span class="small soft">{t("learning").time(props.assignment.minutes)}</span>
      </div>
      <Markdown text={props.assignment.instructions} labels={markdownLabels()} />
      <Notes {...props} />
      <label class="assignment-done" for={id}>
        <input
          type="checkbox"
          id={id}
          checked={isDone()}
          disabled={props.isArchived}
          aria-label={`${words().done}: ${props.assignment.title}`}
          on:change={(event) => {
            const box = event.currentTarget;
            const wanted = box.checked;
            // Until the service has said so, it is as it was.
            void setDone(wanted).finally(() => (box.checked = isDone()));
          }}
        />
        {words().done}
      </label>
    </article>
  );
}

/** The field of the notes: they are saved by themselves. */
function Notes(props: AssignmentProps): JSX.Element {
  const words = () => t("learning").module;
  const id = createUniqueId();
  const [text, setText] = createSignal("");
  const [state, setState] = createSignal<NotesState>("idle");
  const assignmentId = props.assignment.id;
  const draft = `notes:${assignmentId}`;
  // An empty draft is one too: that all was deleted is not saved yet.
  const keeper = new NotesKeeper(props.assignment.notes, {
    clock: systemClock,
    readDraft: () => (readDraft(draft) === "" ? null : readDraft(draft).slice(1)),
    keepDraft: (value) => keepDraft(draft, value === null ? "" : `:${value}`),
    onText: setText,
    onState: setState,
    async save(notes, isLast) {
      const params = { id: assignmentId };
      await callLater("changeAssignment", { params, body: { notes }, keepalive: isLast });
    },
  });
  createEffect(
    on(
      () => props.assignment.notes,
      (notes) => keeper.hear(notes),
      { defer: true },
    ),
  );
  const leave = (): void => keeper.leave(true);
  addEventListener("pagehide", leave);
  onCleanup(() => {
    removeEventListener("pagehide", leave);
    keeper.close();
  });
  const over = (): number => text().length - limits.notesChars;
  const status = (): string => {
    if (over() > 0) return words().notesOver(over());
    if (state() === "saving") return words().saving;
    if (state() === "saved") return words().saved;
    return state() === "failed" ? words().notSaved : "";
  };
  return (
    <div class="assignment-notes">
      <label class="field-label" for={id}>
        {words().notes}
      </label>
      <textarea
        id={id}
        class="control"
        rows={4}
        dir="auto"
        value={text()}
        readOnly={props.isArchived}
        aria-describedby={`${id}-hint ${id}-state`}
        aria-invalid={over() > 0 ? "true" : undefined}
        onInput={(event) => keeper.write(event.currentTarget.value)}
        onBlur={() => keeper.leave()}
      />
      <p class="assignment-foot small soft">
        <Show when={!props.isArchived}>
          <span id={`${id}-hint`}>{words().notesHint}</span>
        </Show>
        <span id={`${id}-state`} role="status">
          {status()}
        </span>
      </p>
    </div>
  );
}
