// Taking a track along: as a file, on paper.
import { paths } from "@ai-learning/protocol/paths";
import type { Track } from "@ai-learning/protocol/track";
import type { JSX } from "solid-js";
import { Menu } from "../../components/menu.tsx";
import { showToast } from "../../components/toast.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { downloadMarkdown } from "../../state/save-file.ts";

export function TrackTake(props: { track: Track }): JSX.Element {
  async function download(): Promise<void> {
    const { id, title } = props.track;
    try {
      await downloadMarkdown(title, paths.trackMarkdown.path.replace(":id", id));
    } catch (error) {
      showToast({ text: errorText(error) });
    }
  }
  return (
    <Menu
      label={t("trackPages").take.menu}
      text={t("trackPages").take.button}
      icon="arrow-down"
      size="small"
      items={[
        { label: t("trackPages").take.markdown, onSelect: () => void download() },
        { label: t("trackPages").take.print, onSelect: () => window.print() },
      ]}
    />
  );
}
