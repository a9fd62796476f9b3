// The order of a review session: objectives and tracks in turns, and what was missed once more at the end.

interface Placed {
  readonly id: string;
  readonly objectiveId: string;
  readonly trackId: string;
}

/**
 * Cards so ordered that neighbours are of different objectives, and of different tracks, as far as they allow. Cards of
 * one objective keep their order. The objective with most cards left comes first, so that none is left over in a row.
 */
export function interleaved<Card extends Placed>(cards: readonly Card[]): Card[] {
  const queues = [...Map.groupBy(cards, ({ objectiveId }) => objectiveId).values()].map((own) => ({
    objectiveId: own[0]?.objectiveId ?? "",
    trackId: own[0]?.trackId ?? "",
    cards: [...own],
  }));
  const order: Card[] = [];
  for (let last: Card | undefined; order.length < cards.length; last = order.at(-1)) {
    const before = last;
    const left = queues.filter((queue) => queue.cards.length > 0);
    const most = Math.max(...left.map((queue) => queue.cards.length));
    const total = cards.length - order.length;
    const rank = (queue: (typeof left)[number]): number =>
      // More than half of what is left has to come now, or two of it will stand side by side.
      (queue.objectiveId === before?.objectiveId ? 4_000_000 : 0) +
      (2 * most > total && queue.cards.length < most ? 2_000_000 : 0) +
      (queue.trackId === before?.trackId ? 1_000_000 : 0) -
      queue.cards.length;
    const [chosen] = left.toSorted((one, other) => rank(one) - rank(other));
    const card = chosen?.cards.shift();
    if (card === undefined) break;
    order.push(card);
  }
  return order;
}

/** One card to ask in a session. */
export interface SessionStep {
  readonly cardId: string;
  /** False when it comes back after a miss: such a response moves nothing. */
  readonly counts: boolean;
}

/** A session's steps, for its first showing. */
export const sessionOf = (cards: readonly Placed[]): SessionStep[] =>
  interleaved(cards).map(({ id }) => ({ cardId: id, counts: true }));

/** The steps that are left after the first one was answered: a miss comes back at the end, uncounted, until it is right. */
export function afterAnswer(steps: readonly SessionStep[], isMissed: boolean): SessionStep[] {
  const [answered, ...left] = steps;
  if (answered === undefined || !isMissed) return left;
  return [...left, { cardId: answered.cardId, counts: false }];
}
