// This platform's scheduler: the code that runs in the service, over a deck in memory.
import { addDays, daysBetween } from "@ai-learning/core/review/day";
import { defaultLimits, dueToday, type ReviewCard } from "@ai-learning/core/review/due";
import { wordingToAsk } from "@ai-learning/core/review/form";
import { next, recallOn, retention, type Memory } from "@ai-learning/core/review/memory";
import { loadOf, placed } from "@ai-learning/core/review/placement";
import { ratingOf } from "@ai-learning/core/review/rating";
import { interleaved } from "@ai-learning/core/review/session";
import type { Asked, Deck, Scheduler } from "./scheduler.ts";

const firstDay = "2026-01-01";
const dayOf = (day: number): string => addDays(firstDay, day);
/** Cards of an objective, objectives of a track. */
const cardsPerObjective = 4;
const cardsPerTrack = 60;

const wordings = [
  { id: "choice", kind: "choice", seenAt: null },
  { id: "cloze", kind: "cloze", seenAt: null },
] as const;

class OurDeck implements Deck {
  readonly #memories: (Memory | null)[];
  readonly #load = loadOf([]);
  readonly #isSmoothed: boolean;

  constructor(cards: number, isSmoothed: boolean) {
    this.#memories = Array.from({ length: cards }, () => null);
    this.#isSmoothed = isSmoothed;
  }

  due(day: number, fresh: readonly number[]): readonly Asked[] {
    const isFresh = new Set(fresh);
    const cards = this.#memories.flatMap((memory, card) =>
      memory !== null || isFresh.has(card) ? [this.#card(card, memory)] : [],
    );
    const { reviews, newCards } = dueToday(cards, dayOf(day), defaultLimits, {
      newCards: 0,
      reviews: 0,
    });
    return interleaved([...reviews, ...newCards]).map(({ id, memory }) => ({
      card: Number(id),
      predicted: memory === null ? null : recallOn(memory, dayOf(day)),
      isChoice: wordingToAsk(wordings, memory?.stability ?? null)?.kind === "choice",
    }));
  }

  /** A suspended card is taken up again at once: the other explanation is supposed to have changed nothing. */
  #card(card: number, memory: Memory | null): ReviewCard {
    return {
      id: String(card),
      objectiveId: String(Math.floor(card / cardsPerObjective)),
      trackId: String(Math.floor(card / cardsPerTrack)),
      memory,
      isSuspended: false,
    };
  }

  answered(card: number, day: number, isRight: boolean): void {
    const verdict = isRight ? "right" : "wrong";
    const rating = ratingOf({ verdict, hints: 0, isMinorMissing: false, isEasy: false });
    if (rating === null) return;
    const before = this.#memories[card] ?? null;
    const moved = next(before, { day: dayOf(day), rating }, retention.default);
    const dueDay = this.#isSmoothed ? placed(moved, this.#load) : moved.memory.dueDay;
    if (before !== null) this.#count(before.dueDay, -1);
    this.#count(dueDay, 1);
    this.#memories[card] = { ...moved.memory, dueDay };
  }

  #count(day: string, by: number): void {
    if (daysBetween(firstDay, day) >= 0) this.#load.set(day, (this.#load.get(day) ?? 0) + by);
  }
}

export const ours: Scheduler = {
  name: "This platform",
  deck: (cards) => new OurDeck(cards, true),
};

export const oursUnsmoothed: Scheduler = {
  name: "the same, days not evened out",
  deck: (cards) => new OurDeck(cards, false),
};
