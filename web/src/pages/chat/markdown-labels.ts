// The labels of controls inside rendered Markdown.
import { t } from "../../i18n/index.ts";
import type { MarkdownLabels } from "../../markdown/labels.ts";

export const markdownLabels = (): MarkdownLabels => ({
  copy: t("chat").copy,
  copied: t().app.copied,
  copyFailed: t().app.notCopied,
  table: t("chat").table,
  code: t("chat").code,
  formula: t("chat").formula,
  done: t("chat").done,
  open: t("chat").open,
});
