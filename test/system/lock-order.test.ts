// The lock order of `core/sql`: each writing operation of a user is run against each other, many times, and PostgreSQL
// finds no deadlock. LOCK_ROUNDS says how often each pair meets.
import { afterAll, beforeAll, expect, test } from "vitest";
import { operations, type Operation } from "../support/lock-operations.ts";
import { makeWorlds, prepareWorlds, type World } from "../support/lock-world.ts";
import { coreFolders, ownDatabase, type OwnDatabase } from "../support/own-database.ts";

const rounds = Number(process.env["LOCK_ROUNDS"] ?? 3);
/** Pairs that meet at once, each in worlds of its own. */
const lanes = 4;
/** Rounds between two lines about a long run. */
const progressEvery = 10;
/** Made in one statement: that costs less than one by one. */
const worldsAtOnce = 40;

let database: OwnDatabase;

beforeAll(async () => {
  database = await ownDatabase(2 * lanes);
  const { migrate } = await import("@ai-learning/core/adapters/migrate");
  await migrate(coreFolders);
  await prepareWorlds(database.fill);
}, 60_000);
afterAll(async () => {
  const { close } = await import("@ai-learning/core/adapters/postgres");
  await close();
  await database.stop();
});

const pairsOf = (names: readonly string[]): (readonly [string, string])[] =>
  names.flatMap((one, at) => names.slice(at).map((other) => [one, other] as const));

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error
    ? `${String(error.code)} ${error.message}`
    : String(error);

const deletes = (name: string | undefined): boolean => /delete|absorb/.test(name ?? "");

/** A row of a user, chat or track that the other operation has just deleted. */
const isOrphaned = (code: string, by: string | undefined, other: string | undefined): boolean =>
  code.startsWith("23503") && deletes(other) && !deletes(by);

/** With what the operations of a pair fail in a world. */
async function meet(
  names: readonly string[],
  both: readonly Operation[],
  world: World,
): Promise<string[]> {
  const results = await Promise.allSettled(both.map((operation) => operation(world)));
  return results.flatMap((one, at) => {
    if (one.status === "fulfilled") return [];
    const code = codeOf(one.reason);
    return isOrphaned(code, names[at], names[1 - at]) ? [] : [`${names[at] ?? ""}: ${code}`];
  });
}

test(
  `no pair of a user's writing operations deadlocks in ${String(rounds)} rounds, and what was reserved is freed`,
  async () => {
    const all = await operations();
    const pairs = pairsOf([...all.keys()]);
    const failed = new Map<string, number>();
    let made = 0;
    const meetAll = async (queue: (readonly [string, string])[]): Promise<void> => {
      for (;;) {
        const next = queue.splice(0, worldsAtOnce);
        if (next.length === 0) return;
        made += next.length;
        const worlds = await makeWorlds(database.fill, made, next.length);
        for (const [at, world] of worlds.entries()) {
          const pair = next[at] ?? [];
          const both = pair.flatMap((name) => all.get(name) ?? []);
          for (const failure of await meet(pair, both, world)) {
            const what = `${pair.join(" × ")}: ${failure}`;
            failed.set(what, (failed.get(what) ?? 0) + 1);
          }
        }
      }
    };
    for (let round = 0; round < rounds; round++) {
      const queue = [...pairs];
      await Promise.all(Array.from({ length: lanes }, () => meetAll(queue)));
      if ((round + 1) % progressEvery === 0) {
        const failures = [...failed.values()].reduce((sum, count) => sum + count, 0);
        process.stderr.write(
          `${String(round + 1)} of ${String(rounds)} rounds of ${String(pairs.length)} pairs: ${String(failures)} failures\n`,
        );
      }
    }

    expect(Object.fromEntries(failed)).toEqual({});
    expect([...(await unbalanced())]).toEqual([]);
  },
  rounds * 60_000,
);

/** Days on which other tokens are reserved than the day's unfinished turns and jobs hold. */
const unbalanced = () => database.sql`
  select d.user_id, d.day, d.reserved, t.tokens as by_turns, j.tokens as by_jobs
  from usage_days d, lateral (
    select coalesce(sum(m.reserved_tokens), 0)::integer as tokens
    from chat_sessions s join chats c on c.session_id = s.id
    join chat_messages m on m.chat_id = c.id and m.reserved_day = d.day
    where s.user_id = d.user_id) t, lateral (
    select coalesce(sum(reserved_tokens), 0)::integer as tokens
    from jobs where user_id = d.user_id and reserved_day = d.day) j
  where d.reserved <> t.tokens + j.tokens
  limit 5`;
