// Histories of one sign-in: three tabs that share a cookie jar, requests that are repeated, responses that are lost or
// late, and a thief with a copy of the cookie. The server is `judge` over rows in memory, the clock is a number.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { judge, retrySeconds } from "./refresh.ts";

interface Row {
  readonly parent: string | null;
  readonly madeAt: number;
  isUsed: boolean;
  isSuperseded: boolean;
}

class Server {
  now = 0;
  isRevoked = false;
  readonly #rows = new Map<string, Row>();

  constructor() {
    this.#rows.set("0", { parent: null, madeAt: 0, isUsed: false, isSuperseded: false });
  }

  /** The token given for one presented; undefined when it is refused. */
  trade(presented: string): string | undefined {
    const row = this.#rows.get(presented);
    if (row === undefined) throw new Error("a token that was never given");
    const successors = [...this.#rows.values()].filter((one) => one.parent === presented);
    const verdict = judge({
      isRevoked: this.isRevoked,
      isExpired: false,
      isSuperseded: row.isSuperseded,
      successors: successors.map(({ isUsed, isSuperseded, madeAt }) => ({
        isUsed,
        isSuperseded,
        ageSeconds: this.now - madeAt,
      })),
    });
    if (verdict.outcome === "stolen") this.isRevoked = true;
    if (verdict.outcome !== "traded") return undefined;
    row.isUsed = true;
    const given = `${presented}.${verdict.successor}`;
    if (verdict.isNew) {
      for (const one of successors) one.isSuperseded = true;
      this.#rows.set(given, {
        parent: presented,
        madeAt: this.now,
        isUsed: false,
        isSuperseded: false,
      });
    }
    return given;
  }
}

/** What happens to one tab's request for a new sign-in. */
const request = fc.record({
  /** Seconds after the first tab's request. */
  sentAfter: fc.integer({ min: 0, max: 5 }),
  /** Seconds until the server has it, and again for one that a proxy or the browser repeats. */
  underWay: fc.integer({ min: 0, max: 5 }),
  repeatedAfter: fc.option(fc.integer({ min: 0, max: 10 })),
  /** Seconds until its response is there; null: it never is. */
  answeredAfter: fc.option(fc.integer({ min: 0, max: 30 })),
});

/** Up to three tabs find at about the same time that the sign-in has to be renewed. */
const round = fc.record({
  tabs: fc.array(request, { minLength: 1, maxLength: 3 }),
  /** Seconds until the next time: a sign-in is good for 12 hours, and a lost one is asked for again within seconds. */
  pause: fc.oneof(
    fc.integer({ min: retrySeconds, max: 600 }),
    fc.integer({ min: 43_200, max: 900_000 }),
  ),
});

type Round = typeof round extends fc.Arbitrary<infer T> ? T : never;

interface Event {
  readonly at: number;
  readonly run: () => void;
}

/**
 * Plays one round on a jar: requests carry what is in it when they are sent, responses replace it. A tab that finds the
 * sign-in renewed meanwhile has nothing to ask for.
 */
function play(server: Server, jar: { token: string }, { tabs, pause }: Round): void {
  const start = server.now;
  const due = jar.token;
  const events: Event[] = [];
  const add = (at: number, run: () => void): void => void events.push({ at, run });
  for (const tab of tabs) {
    add(start + tab.sentAfter, () => {
      const carried = jar.token;
      if (carried !== due) return;
      const arrive = (): void => {
        const given = server.trade(carried);
        if (given === undefined || tab.answeredAfter === null) return;
        add(server.now + tab.answeredAfter, () => {
          jar.token = given;
        });
      };
      add(server.now + tab.underWay, arrive);
      if (tab.repeatedAfter !== null) add(server.now + tab.underWay + tab.repeatedAfter, arrive);
    });
  }
  while (events.length > 0) {
    const next = events.reduce((first, one) => (one.at < first.at ? one : first));
    events.splice(events.indexOf(next), 1);
    server.now = Math.max(server.now, next.at);
    next.run();
  }
  server.now += pause;
}

/** One tab, nothing lost. */
const plain = (pause: number): Round => ({
  tabs: [{ sentAfter: 0, underWay: 0, repeatedAfter: null, answeredAfter: 0 }],
  pause,
});

it("keeps every owner signed in when responses in three tabs are lost, repeated or late", () => {
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 12 }), (rounds) => {
      const server = new Server();
      const jar = { token: "0" };
      for (const one of rounds) play(server, jar, one);
      expect(server.isRevoked).toBe(false);
      expect(server.trade(jar.token)).toBeDefined();
    }),
    { numRuns: 10_000 },
  );
});

it("finds every thief whose copy is renewed beside its owner's", () => {
  fc.assert(
    fc.property(
      fc.array(round, { maxLength: 6 }),
      fc.array(round, { maxLength: 3 }),
      fc.array(fc.tuple(fc.boolean(), fc.integer({ min: retrySeconds + 1, max: 900_000 })), {
        maxLength: 8,
      }),
      (before, until, after) => {
        const server = new Server();
        const jar = { token: "0" };
        for (const one of before) play(server, jar, one);
        const copy = { token: jar.token };
        for (const one of until) play(server, jar, one);
        for (const [isThief, pause] of after) play(server, isThief ? copy : jar, plain(pause));
        // Both go on: each uses what it has, and what it gets for it.
        for (let turn = 0; turn < 2; turn += 1) {
          play(server, copy, plain(retrySeconds + 1));
          play(server, jar, plain(retrySeconds + 1));
        }
        expect(server.isRevoked).toBe(true);
      },
    ),
    { numRuns: 10_000 },
  );
});
