// The words of the account's page, in the language in use; reactive.
import { language } from "../../i18n/index.ts";
import { myAccount as en, type MyAccountWords } from "../../i18n/en/my-account.ts";
import { myAccount as ru } from "../../i18n/ru/my-account.ts";

export const mine = (): MyAccountWords => (language() === "ru" ? ru : en);
