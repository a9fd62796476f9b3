// What rendered markdown says by itself, in the language of the page.
import { t } from "../../i18n/index.ts";
import type { MarkdownLabels } from "../../markdown/labels.ts";
import { say } from "./words.ts";

export const markdownLabels = (): MarkdownLabels => ({
  copy: say().copy,
  copied: t().app.copied,
  copyFailed: t().app.notCopied,
  table: say().table,
  code: say().code,
  done: say().done,
  open: say().open,
});
