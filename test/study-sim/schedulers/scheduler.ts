// What a simulation asks of a scheduler: one learner's cards, a day at a time.

export interface Asked {
  readonly card: number;
  /** What the scheduler expects recall to be; null where it says nothing. */
  readonly predicted: number | null;
  /** Whether the item is one that is chosen, not produced. */
  readonly isChoice: boolean;
}

/** One learner's deck. */
export interface Deck {
  /** The cards of a day, in order; `fresh` are those whose lesson is done and that were never asked. */
  due(day: number, fresh: readonly number[]): readonly Asked[];
  /** The first counting answer of a card on a day. */
  answered(card: number, day: number, isRight: boolean): void;
}

export interface Scheduler {
  readonly name: string;
  /** A new deck of so many cards. */
  deck(cards: number): Deck;
}

/** From this interval on, in days, an item is produced: the same rule for all, as ours goes by stability. */
const producedFrom = 7;

/** A rule that keeps one state a card: what others publish. */
export interface Rule<State> {
  readonly name: string;
  /** The state after an answer; null before the first. The interval is in days, from 1. */
  answer(
    state: State | null,
    isRight: boolean,
    elapsed: number,
  ): State & { readonly interval: number };
}

/** A scheduler of a rule: every due card every day, without limits. */
export function schedulerOf<State>(rule: Rule<State>): Scheduler {
  return {
    name: rule.name,
    deck: (cards) => {
      const states = Array.from(
        { length: cards },
        (): (State & { readonly interval: number }) | null => null,
      );
      const last = Array.from({ length: cards }, () => 0);
      return {
        due: (day, fresh) => {
          const asked = states.flatMap((state, card) =>
            state !== null && (last[card] ?? 0) + state.interval <= day
              ? [{ card, predicted: null, isChoice: state.interval < producedFrom }]
              : [],
          );
          return [...asked, ...fresh.map((card) => ({ card, predicted: null, isChoice: true }))];
        },
        answered: (card, day, isRight) => {
          const state = states[card] ?? null;
          states[card] = rule.answer(state, isRight, day - (last[card] ?? 0));
          last[card] = day;
        },
      };
    },
  };
}
