// What a lesson's text says. Both languages come with it: a section of the dictionary would be named by every page.
import { lesson as en } from "../i18n/en/lesson.ts";
import { language, t } from "../i18n/index.ts";
import { lesson as ru } from "../i18n/ru/lesson.ts";
import type { MarkdownLabels } from "../markdown/labels.ts";

/** In the language on screen; reactive. */
export const words = (): typeof en => ({ en, ru })[language()];

/** The labels of controls inside of the text; reactive. */
export const labels = (): MarkdownLabels => ({
  ...words(),
  copied: t().app.copied,
  copyFailed: t().app.notCopied,
});
