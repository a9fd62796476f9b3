// What a diagram says. Both languages come with it: a section of the dictionary would be named by every page.
import { diagram as en } from "../i18n/en/diagram.ts";
import { language } from "../i18n/index.ts";
import { diagram as ru } from "../i18n/ru/diagram.ts";

/** In the language on screen; reactive. */
export const diagramWords = (): typeof en => ({ en, ru })[language()];
