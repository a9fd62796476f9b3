// What the pages of figures say. They bring it along in both languages: no other page needs it.
import { analytics as en } from "../../i18n/en/analytics.ts";
import { language } from "../../i18n/index.ts";
import { analytics as ru } from "../../i18n/ru/analytics.ts";

/** In the language in use; reactive. */
export const figureWords = (): typeof en => ({ en, ru })[language()];
