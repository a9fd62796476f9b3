// Edits the last message in its place.
import { createSignal, createUniqueId, onMount, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { t } from "../../i18n/index.ts";
import { keepDraft, readDraft } from "../../state/drafts.ts";
import { canSend, FieldHint, MessageField } from "./message-field.tsx";
import "./question-editor.css";

interface QuestionEditorProps {
  /** The message's id, which is also the key of its draft. */
  id: string;
  text: string;
  onSave: (text: string) => void;
  onClose: () => void;
}

export function QuestionEditor(props: QuestionEditorProps): JSX.Element {
  const id = createUniqueId();
  let field: HTMLTextAreaElement | undefined;
  const [text, setText] = createSignal(readDraft(props.id) || props.text);

  onMount(() => {
    field?.focus();
    field?.setSelectionRange(text().length, text().length);
  });

  function write(value: string): void {
    setText(value);
    keepDraft(props.id, value === props.text ? "" : value);
  }

  function close(): void {
    keepDraft(props.id, "");
    props.onClose();
  }

  function save(): void {
    if (!canSend(text())) return;
    // An unchanged text is not sent.
    if (text() !== props.text) props.onSave(text());
    close();
  }

  return (
    <form
      class="question-editor"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label class="visually-hidden" for={id}>
        {t("chat").editMessage}
      </label>
      <MessageField
        id={id}
        ref={(made) => (field = made)}
        value={text()}
        onInput={write}
        onSend={save}
        onCancel={close}
      />
      <div class="question-editor-foot">
        <FieldHint id={id} value={text()} text={t("chat").editHint} />
        <Button size="small" onClick={close}>
          {t().app.cancel}
        </Button>
        <Button type="submit" size="small" variant="primary" disabled={!canSend(text())}>
          {t().app.save}
        </Button>
      </div>
    </form>
  );
}
