// A dialog that names a chat, or opens a new one under a name.
import { limits } from "@ai-learning/protocol/limits";
import { createSignal, untrack, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { TextField } from "../../components/text-field.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { newChat, rename } from "./change-chats.ts";
import { useRoom } from "./room-context.ts";

interface NameDialogProps {
  /** The name of the chat until now; undefined for a new chat. */
  name: string | undefined;
  onClose: () => void;
  /** A new chat was opened. */
  onNew: (chatId: string) => void;
}

export default function NameDialog(props: NameDialogProps): JSX.Element {
  const room = useRoom();
  const [name, setName] = createSignal(untrack(() => props.name ?? ""));
  const [error, setError] = createSignal<string>();
  const [isBusy, setIsBusy] = createSignal(false);
  const isNew = (): boolean => props.name === undefined;

  async function save(): Promise<void> {
    const wanted = name().trim();
    if (wanted === "") return void setError(t("chatParts").missingName);
    if (wanted.length > limits.titleChars)
      return void setError(t("chatParts").tooLong(limits.titleChars));
    setIsBusy(true);
    try {
      if (isNew()) props.onNew(await newChat(room, wanted));
      else await rename(room, wanted);
      props.onClose();
    } catch (cause) {
      setError(errorText(cause));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={isNew() ? t("chat").newChat : t("chat").rename}
      description={isNew() ? t("chatParts").newChatText : undefined}
      closeLabel={t().app.close}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t("chatParts").name}
          value={name()}
          error={error()}
          autocomplete="off"
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <div class="dialog-actions">
          <Button onClick={() => props.onClose()}>{t().app.cancel}</Button>
          <Button variant="primary" type="submit" busy={isBusy()}>
            {isNew() ? t("chatParts").create : t().app.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
