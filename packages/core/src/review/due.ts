// Which cards today asks for: reviews by the day they are due, then new cards, within the learner's limits.
import type { Day } from "./day.ts";
import type { Memory } from "./memory.ts";

export interface Limits {
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
}

export const defaultLimits: Limits = { newPerDay: 12, reviewsPerDay: 60 };

/** While more cards than this are overdue, no new ones come. */
const maxOverdue = 60;

export interface ReviewCard {
  readonly id: string;
  readonly objectiveId: string;
  readonly trackId: string;
  /** Null for a card that was never answered. */
  readonly memory: Memory | null;
  readonly isSuspended: boolean;
}

/** What the learner has done today already, of counting responses. */
export interface Done {
  readonly newCards: number;
  readonly reviews: number;
}

export interface DueToday<Card extends ReviewCard> {
  /** By due day: after an absence nothing is moved, the oldest come first. */
  readonly reviews: readonly Card[];
  readonly newCards: readonly Card[];
  /** How many are due on an earlier day than today, whatever the limits. */
  readonly overdue: number;
}

/** What today asks for. `cards` in the order in which new ones are to come; ties keep it. */
export function dueToday<Card extends ReviewCard>(
  cards: readonly Card[],
  today: Day,
  { newPerDay, reviewsPerDay }: Limits,
  done: Done,
): DueToday<Card> {
  const active = cards.filter(({ isSuspended }) => !isSuspended);
  const dueOf = ({ memory }: Card): Day => memory?.dueDay ?? "";
  const due = active
    .filter(({ memory }) => memory !== null && memory.dueDay <= today)
    .toSorted((one, other) => (dueOf(one) < dueOf(other) ? -1 : dueOf(one) > dueOf(other) ? 1 : 0));
  const overdue = due.filter((card) => dueOf(card) < today).length;
  const fresh = active.filter(({ memory }) => memory === null);
  const newLeft = overdue > maxOverdue ? 0 : Math.max(0, newPerDay - done.newCards);
  return {
    reviews: due.slice(0, Math.max(0, reviewsPerDay - done.reviews)),
    newCards: fresh.slice(0, newLeft),
    overdue,
  };
}
