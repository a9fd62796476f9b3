// Taking a chat along: as a file, on paper. The chat is usable without, so this comes with the plan.
import { paths } from "@ai-learning/protocol/paths";
import { Show, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import { Menu } from "../../components/menu.tsx";
import { showToast } from "../../components/toast.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { downloadMarkdown } from "../../state/save-file.ts";
import { nameOf } from "./names.ts";
import { useRoom } from "./room-context.ts";

export function ChatTools(): JSX.Element {
  const room = useRoom();
  const place = document.querySelector(".chat-actions");

  async function download(): Promise<void> {
    const title = `${room.track().title} - ${nameOf(room, room.chatId())}`;
    try {
      await downloadMarkdown(title, paths.chatMarkdown.path.replace(":id", room.chatId()));
    } catch (error) {
      showToast({ text: errorText(error) });
    }
  }

  return (
    <Show when={place}>
      {(mount) => (
        <Portal mount={mount()}>
          <Menu
            label={t("chatParts").take.menu}
            text={t("chatParts").take.button}
            icon="arrow-down"
            size="small"
            items={[
              { label: t("chatParts").take.markdown, onSelect: () => void download() },
              { label: t("chatParts").take.print, onSelect: () => window.print() },
            ]}
          />
        </Portal>
      )}
    </Show>
  );
}
