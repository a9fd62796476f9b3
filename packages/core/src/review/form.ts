// Which wording of a card is asked: recognised while the memory is young, produced later, and never the one just seen.
import { isProduced } from "../question/item.ts";
import type { ItemKind } from "../question/item.ts";

/** From this stability on, in days, a card is asked in a form whose answer is produced. */
const producedFrom = 7;

export interface Wording {
  readonly id: string;
  readonly kind: ItemKind;
  /** Milliseconds since 1970; null when it was never shown. */
  readonly seenAt: number | null;
}

/**
 * The wording to ask next: of the form that fits the card's stability (null for a new card) the one seen longest ago, a
 * new one before all others. A card without that form is asked in the other. Null without wordings.
 */
export function wordingToAsk<T extends Wording>(
  wordings: readonly T[],
  stability: number | null,
): T | null {
  const wantsProduced = (stability ?? 0) >= producedFrom;
  const fitting = wordings.filter(({ kind }) => isProduced(kind) === wantsProduced);
  const among = fitting.length > 0 ? fitting : wordings;
  const [first] = among.toSorted(
    (one, other) => (one.seenAt ?? -Infinity) - (other.seenAt ?? -Infinity) || 0,
  );
  return first ?? null;
}
