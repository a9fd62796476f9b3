// Downloading all data of the user as one file.
import { createSignal, Show, type JSX } from "solid-js";
import { callLater } from "../../later-api.ts";
import { Button } from "../../components/button.tsx";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { saveFile } from "../../state/save-file.ts";
import { collect, type Collected } from "./collect.ts";
import { FormFailure } from "./form-failure.tsx";
import { Done, Section } from "./section.tsx";

function save({ exported_at, tables }: Collected): void {
  const text = JSON.stringify({ exported_at, tables }, null, 2);
  saveFile(`ai-learning-${exported_at.slice(0, 10)}.json`, text, "application/json");
}

export function DataSection(): JSX.Element {
  const [rows, setRows] = createSignal<number>();
  const [done, setDone] = createSignal<number>();
  const [error, setError] = createSignal<unknown>();

  async function download(): Promise<void> {
    setRows(0);
    setDone(undefined);
    setError(undefined);
    try {
      const all = await collect(
        (after) => callLater("exportMe", { query: after === undefined ? {} : { after } }),
        setRows,
      );
      save(all);
      setDone(all.rows);
    } catch (failed) {
      setError(failed);
    } finally {
      setRows(undefined);
    }
  }

  return (
    <Section title={t("myAccount").data.title}>
      <p class="soft">{t("myAccount").data.lead}</p>
      <FormFailure
        text={error() ? `${t("myAccount").data.failed} ${errorText(error())}` : undefined}
      />
      <div class="row">
        <Button busy={rows() !== undefined} onClick={() => void download()}>
          {t("myAccount").data.action}
        </Button>
        <Show when={rows()}>
          {(count) => <span class="soft">{t("myAccount").data.collecting(count())}</span>}
        </Show>
      </div>
      <Done text={done() === undefined ? undefined : t("myAccount").data.done(done() ?? 0)} />
    </Section>
  );
}
