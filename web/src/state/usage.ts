// The day's allowance: the part that is left, as a number and as text.
import type { Usage } from "@ai-learning/protocol/user";
import { formatPercent } from "../i18n/format.ts";

/** Below this fraction the chat shows it. */
export const lowPart = 0.3;

export const leftPart = ({ left, limit }: Usage): number =>
  limit === 0 ? 0 : Math.min(1, Math.max(0, left / limit));

export const isLow = (usage: Usage): boolean => leftPart(usage) < lowPart;

/** So much of today's is spent that a refusal may be today's. */
export const isShort = (usage: Usage): boolean => leftPart(usage) < 0.5;

/** Rounded up: the last remainder is not shown as 0 %. */
export const leftPercent = (usage: Usage): string =>
  formatPercent(Math.ceil(leftPart(usage) * 100));
