// A conversion that is killed leaves the database as it was, and databases that are not the original's are left alone.
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeOriginal } from "../support/original.ts";
import {
  digestOf,
  originalServer,
  runConversion,
  runLocal,
  type Database,
  type OriginalServer,
} from "../support/original-server.ts";
import { startTestStack } from "../support/stack.ts";
import { shared } from "../support/target.ts";
import { until } from "../support/until.ts";

let server: OriginalServer;
beforeAll(async () => {
  server = await originalServer();
});
afterAll(async () => {
  await server.stop();
  await server.remove();
});

/** Waits until the server has noticed that the command is gone, and taken everything back. */
const untilAlone = ({ sql }: Database) =>
  until(
    async () => {
      const others = await sql`
        select pid from pg_stat_activity
        where datname = current_database() and application_name = 'ai-learning-platform'`;
      return others.length === 0;
    },
    { what: "the end of the killed conversion" },
  );

/** Numbers between 0 and 1 that follow from a seed: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A database of the original, and what is in it. */
async function filled(kind: "before" | "after", name: string) {
  const database = await server.make(name);
  await makeOriginal(database.sql, database.fill, kind);
  return { database, before: await digestOf(database) };
}

test.each(["before", "after"] as const)(
  "a conversion of a database '%s' that is killed at ten random moments changes nothing, and succeeds afterwards",
  async (kind) => {
    let { database, before } = await filled(kind, `killed_${kind}`);
    const seed = Number(process.env["TEST_SEED"] ?? Date.now() % 1_000_000);
    process.stderr.write(`TEST_SEED=${seed}\n`);
    const random = randomOf(seed);
    const started = performance.now();
    expect(await runConversion(database.url, ["--dry-run"])).toMatchObject({ code: 0 });
    const lasts = performance.now() - started;

    for (let kills = 0, tries = 0; kills < 10; tries += 1) {
      expect(tries, "runs that ended before they were killed").toBeLessThan(30);
      // By the clock, or by what it said: between its first line and its last table.
      const byLine = random() < 0.5 ? 2 + Math.floor(random() * 9) : Infinity;
      const afterMs = byLine === Infinity ? random() * lasts : Infinity;
      let timer: NodeJS.Timeout | undefined;
      const run = await runConversion(database.url, [], (output, kill) => {
        if (output.split("\n").length > byLine) kill();
        if (afterMs !== Infinity) timer ??= setTimeout(kill, afterMs);
      });
      clearTimeout(timer);
      await untilAlone(database);
      expect(run.output).not.toMatch(/error/i);
      const [made] = await database.sql`select to_regclass('legacy_conversion') is not null as it`;
      if (made?.["it"]) {
        // The last statement had been reached: the whole conversion is there, and this was no kill.
        ({ database, before } = await filled(kind, `killed_${kind}_${tries}`));
        continue;
      }
      expect(run.code).toBeNull();
      expect(await digestOf(database)).toBe(before);
      kills += 1;
    }

    expect(await runConversion(database.url)).toMatchObject({ code: 0 });
  },
  240_000,
);

const shop = `create table users (id uuid primary key, email text);
  create table orders (id integer primary key, total numeric);
  insert into orders values (1, 9.5);`;

test("an empty database, somebody's shop and half of ours are refused with the reason, and left as they are", async () => {
  const cases = [
    ["empty", "", /^Nothing was changed: this database is empty/m],
    ["shop", shop, /it has no table learning_tracks, course_modules.*, but orders/],
    [
      "half",
      `create table chat_messages (id uuid primary key, chat_id uuid, position integer);`,
      /a part of this platform's own tables/,
    ],
  ] as const;
  for (const [name, script, reason] of cases) {
    const database = await server.make(`refused_${name}`);
    await database.sql.unsafe(script);
    const before = await digestOf(database);

    const { code, output } = await runConversion(database.url);

    expect([name, code]).toEqual([name, 1]);
    expect(output).toMatch(reason);
    expect(output).not.toContain("    at ");
    expect(await digestOf(database)).toBe(before);
  }
});

test("an original with a table, a column or a type of somebody else is refused with its name", async () => {
  const cases = [
    ["table", "create table orders (id integer)", /also holds orders/],
    ["view", "create view people as select email from users", /also holds people/],
    ["column", "alter table chats add column mood text", /chats\.mood is none of the original's/],
    [
      "type",
      "alter table chat_messages alter column timestamp type text",
      /chat_messages\.timestamp is text/,
    ],
    ["missing", "alter table users drop column first_name", /users has no first_name/],
    ["schema", "create schema original", /a schema named original/],
  ] as const;
  for (const [name, script, reason] of cases) {
    const database = await server.make(`foreign_${name}`);
    await makeOriginal(database.sql, database.fill, "after");
    await database.sql.unsafe(script);
    const before = await digestOf(database);

    const { code, output } = await runConversion(database.url);

    expect([name, code]).toEqual([name, 1]);
    expect(output).toMatch(reason);
    expect(await digestOf(database)).toBe(before);
  }
});

test("a zone that is none and arguments that are wrong are refused in one sentence", async () => {
  const database = await server.make("arguments");
  await makeOriginal(database.sql, database.fill, "before");
  const before = await digestOf(database);

  const zone = await runConversion(database.url, ["--zone", "Moscow"]);
  expect(zone).toMatchObject({
    code: 1,
    output: expect.stringContaining('"Moscow" is no time zone'),
  });
  const wrong = await runConversion(database.url, ["--force"]);
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining("Wrong arguments") });
  expect(await digestOf(database)).toBe(before);
});

test.each(["before", "after"] as const)(
  "a start on a database '%s', and npm run migrate, stop and name the command",
  async (kind) => {
    const { database, before } = await filled(kind, `start_${kind}`);
    const env = { DATABASE_URL: database.url };

    const started = startTestStack(shared().modelUrl, { env });

    await expect(started).rejects.toThrow(/npm run migrate-chat-id -- --database URL/);
    const migrated = await runLocal("migrate", [], {
      env: { ...env, DATA_DIR: server.dataDir },
    });
    expect(migrated).toMatchObject({
      code: 1,
      output: expect.stringContaining("npm run migrate-chat-id -- --database URL"),
    });
    expect(await digestOf(database)).toBe(before);
  },
);

test("a database that this platform made is refused as its own", async () => {
  const database = await server.make("refused_ours");
  await makeOriginal(database.sql, database.fill, "before");
  await runConversion(database.url);
  await database.sql`delete from legacy_conversion`;
  const before = await digestOf(database);

  const { code, output } = await runConversion(database.url);

  expect(code).toBe(1);
  expect(output).toContain("platform's own already, and was never the original's");
  expect(await digestOf(database)).toBe(before);
});
