// Errors as sentences for the user.
import { ApiError } from "@ai-learning/client/api-error";
import { hasWords, loadWords, t } from "./index.ts";
import type { ShownCode } from "./shown-code.ts";

export type { ShownCode };

/** Those that are loaded. The first error that is not among them loads the rest: until then it is said in general. */
function sentences(code: string): Partial<Record<ShownCode, string>> {
  if (hasWords("moreErrors")) return { ...t("moreErrors"), ...t().errors };
  if (!(code in t().errors)) loadWords("moreErrors").catch(() => undefined);
  return t().errors;
}

export const isShownCode = (code: string): code is ShownCode => code in sentences(code);

/** The sentence for a code; an unknown one gets the general sentence. */
export const codeText = (code: string): string =>
  (isShownCode(code) && sentences(code)[code]) || t().errors.internal_error;

/** The sentence for anything thrown. */
export const errorText = (error: unknown): string =>
  codeText(error instanceof ApiError ? error.code : "internal_error");
