// The day's allowance: how much of it is left, in words and as a part.
import type { Usage } from "@ai-learning/protocol/user";
import { formatPercent } from "../i18n/format.ts";

/** Below this part it is said without being asked. */
export const lowPart = 0.3;

export const leftPart = ({ left, limit }: Usage): number =>
  limit === 0 ? 0 : Math.min(1, Math.max(0, left / limit));

export const isLow = (usage: Usage): boolean => leftPart(usage) < lowPart;

/** So much of today's is spent that a refusal may well be of today. */
export const isShort = (usage: Usage): boolean => leftPart(usage) < 0.5;

/** The last bit of it is not nothing. */
export const leftPercent = (usage: Usage): string =>
  formatPercent(Math.ceil(leftPart(usage) * 100));
