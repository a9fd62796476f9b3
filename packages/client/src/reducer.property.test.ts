// Laws 4 and 5 on the screen: any interleaving, repetition and loss that history can heal ends in
// the stored state, and what is shown meanwhile is always the beginning of a text that was written.
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { empty, type State } from "./model.ts";
import { reduce } from "./reducer.ts";
import { olderThan } from "./select.ts";
import {
  chatId,
  frames,
  heal,
  page,
  play,
  restored,
  screen,
  shown,
  stored,
  textAt,
  turn,
  type Turn,
} from "./test/story.ts";

const dialogue = fc.array(turn, { minLength: 1, maxLength: 4 });

/** All frames of a dialogue, some several times, with histories read at earlier moments between. */
const heard = (turns: readonly Turn[]): fc.Arbitrary<ServerFrame[]> => {
  const sent = turns.flatMap((one, index) => frames(index, one));
  const early = turns.flatMap((one, index) =>
    one.attempts.map((_, tried) =>
      restored([
        ...turns.slice(0, index).flatMap((done, at) => stored(at, done)),
        ...stored(index, one, tried),
      ]),
    ),
  );
  const all = [...sent, ...early];
  return fc
    .array(fc.constantFrom(...all), { maxLength: 20 })
    .chain((again) =>
      fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
    );
};

const everything = (turns: readonly Turn[]) => turns.flatMap((one, index) => stored(index, one));

/** Reads page by page upwards until the beginning, as a person who scrolls. */
function scrollUp(state: State, turns: readonly Turn[], size: number): State {
  const items = everything(turns);
  let next = state;
  for (;;) {
    const before = olderThan(next.chats[chatId]);
    if (before === null) return next;
    const found = items.filter((one) => one.position < before).slice(-size);
    next = reduce(next, page(found, (found[0]?.position ?? 1) > 1));
  }
}

// Hundreds of stories each: on a busy machine that takes longer than a test usually may.
describe("the reducer (L4, L5)", { timeout: 60_000 }, () => {
  it("ends in the stored state after any interleaving, repetition and loss, once restored", () => {
    fc.assert(
      fc.property(
        dialogue.chain((turns) =>
          fc.record({
            turns: fc.constant(turns),
            events: heard(turns).chain((all) => fc.subarray(all)),
            newest: fc.integer({ min: 1, max: turns.length * 2 }),
            late: heard(turns).chain((all) =>
              fc.subarray(all, { maxLength: Math.min(8, all.length) }),
            ),
          }),
        ),
        ({ turns, events, newest, late }) => {
          const items = everything(turns);
          const last = restored(items.slice(-newest), newest < items.length);
          let state = play([...events, last, ...late]);
          state = heal(scrollUp(heal(state, items), turns, 3), items);
          expect(screen(state)).toEqual(shown(items));
        },
      ),
      { numRuns: 800 },
    );
  });

  it("shows the same for every order of arrival when nothing is lost", () => {
    fc.assert(
      fc.property(
        dialogue.chain((turns) =>
          fc.record({ turns: fc.constant(turns), a: heard(turns), b: heard(turns) }),
        ),
        ({ turns, a, b }) => {
          const items = everything(turns);
          expect(screen(heal(play(a), items))).toEqual(screen(heal(play(b), items)));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("shows at every moment the beginning of a text that was really written, and never less of it", () => {
    fc.assert(
      fc.property(
        turn.chain((one) => fc.record({ one: fc.constant(one), events: heard([one]) })),
        ({ one, events }) => {
          const texts = one.attempts.map((_, nth) => textAt(one, nth + 1));
          let state = empty;
          let before = { text: "", attempt: 0 };
          for (const event of events) {
            state = reduce(state, event);
            const answer = state.chats[chatId]?.messages["a0"];
            if (answer === undefined) continue;
            const { text, textAttempt: attempt } = answer;
            expect(texts.some((whole) => whole.startsWith(text))).toBe(true);
            expect(attempt).toBeGreaterThanOrEqual(before.attempt);
            const isKept = attempt > before.attempt || text.startsWith(before.text);
            expect(isKept).toBe(true);
            before = { text, attempt };
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("is not changed by hearing everything again", () => {
    fc.assert(
      fc.property(
        dialogue.chain((turns) => fc.record({ turns: fc.constant(turns), events: heard(turns) })),
        ({ turns, events }) => {
          const once = heal(play(events), everything(turns));
          expect(screen(play(events, once))).toEqual(screen(once));
        },
      ),
      { numRuns: 300 },
    );
  });
});
