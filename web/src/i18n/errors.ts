// Errors as sentences for the user.
import { ApiError } from "@ai-learning/client/api-error";
import { hasWords, t } from "./index.ts";
import type { ShownCode } from "./shown-code.ts";

export type { ShownCode };

/** Those that are loaded: the rest follows the first render. */
const sentences = (): Partial<Record<ShownCode, string>> =>
  hasWords("moreErrors") ? { ...t("moreErrors"), ...t().errors } : t().errors;

export const isShownCode = (code: string): code is ShownCode => code in sentences();

/** The sentence for a code; an unknown one gets the general sentence. */
export const codeText = (code: string): string =>
  (isShownCode(code) && sentences()[code]) || t().errors.internal_error;

/** The sentence for anything thrown. */
export const errorText = (error: unknown): string =>
  codeText(error instanceof ApiError ? error.code : "internal_error");
