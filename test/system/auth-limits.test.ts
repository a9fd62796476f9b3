// Nobody tries without end, and nobody spends without a limit.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  anonymous,
  guest,
  newPerson,
  password,
  registered,
  type Client,
} from "../support/client.ts";
import { database, fillChat } from "../support/database.ts";
import { newKey, newTitle, planned, track } from "../support/learning.ts";
import { release } from "../support/model.ts";
import { ownStack, type OwnStack } from "../support/own-stack.ts";
import { Socket } from "../support/socket.ts";
import type { Target } from "../support/target.ts";
import { until } from "../support/until.ts";

let own: OwnStack;
let target: Target;
const budget = 17_000;

beforeAll(async () => {
  own = await ownStack({
    env: {
      ANONYMOUS_CALLS_PER_ADDRESS: "5",
      GUESTS_PER_ADDRESS: "30",
      OPEN_TURNS_PER_USER: "4",
      REGISTRATIONS_PER_ADDRESS: "12",
      SIGN_IN_FAILURES_PER_ACCOUNT: "5",
      SIGN_IN_FAILURES_PER_ADDRESS: "14",
      GUEST_DAILY_TOKENS: String(budget),
    },
  });
  ({ target } = own);
});
afterAll(() => own.stack.stop());

/** Lets all windows begin anew, so that tests do not count each other's tries. */
const forgotten = () => database(target)`delete from rate_limits`;

const stranger = (): Client => anonymous({ target });

describe("guessing passwords", () => {
  const wrong = (email: string) =>
    stranger().send("login", { body: { email, password: "wrong horse 1" } });

  test("is blocked after five failures for an account, with the same answer for unknown accounts", async () => {
    await forgotten();
    const { user } = await registered({ target });
    for (const email of [user.email, `nobody.${crypto.randomUUID()}@example.com`]) {
      const answers = [];
      for (let n = 0; n < 6; n += 1) answers.push(await wrong(email));
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
      const refused = answers.at(-1);
      expect(refused?.body).toMatchObject({
        code: "too_many_requests",
        detail: expect.stringContaining("15 minutes"),
      });
      expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(890);
    }
    const body = { email: user.email.toUpperCase(), password };
    await stranger().refused("too_many_requests", "login", { body });
  });

  test("is counted also for simultaneous tries", async () => {
    await forgotten();
    const { user } = await registered({ target });
    const answers = await Promise.all(Array.from({ length: 12 }, () => wrong(user.email)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  test("is blocked for an address across all accounts it tries", async () => {
    await forgotten();
    const names = Array.from({ length: 16 }, (_, n) => `${n}.${crypto.randomUUID()}@example.com`);
    const answers = await Promise.all(names.map(wrong));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(14);
  });

  test("does not count successful sign-ins, and is allowed again when the window is over", async () => {
    await forgotten();
    const { user } = await registered({ target });
    const right = { body: { email: user.email, password } };
    for (let n = 0; n < 8; n += 1) await stranger().ok("login", right);
    for (let n = 0; n < 5; n += 1) await wrong(user.email);
    await stranger().refused("too_many_requests", "login", right);
    await database(target)`update rate_limits set ends_at = now() - interval '1 second'`;
    await stranger().ok("login", right);
  });

  test("is counted in the settings too", async () => {
    await forgotten();
    const client = await registered({ target });
    const body = { current_password: "wrong horse 1", new_password: "another horse 2" };
    for (let n = 0; n < 3; n += 1) {
      await client.refused("invalid_credentials", "changePassword", { body });
    }
    for (let n = 0; n < 2; n += 1) {
      await client.refused("invalid_credentials", "deleteMe", { body: { password: "wrong" } });
    }
    await client.refused("too_many_requests", "deleteMe", { body: { password } });
    await client.ok("me");
  });

  test("leaves no address and no e-mail in the database", async () => {
    await forgotten();
    await wrong("somebody@example.com");
    const rows = await database(target)<{ key: string }[]>`select key from rate_limits`;
    expect(rows.length).toBeGreaterThan(0);
    for (const { key } of rows) expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

describe("one address", () => {
  test(
    "may create thirty guests of two hundred; the other requests are refused",
    { timeout: 90_000 },
    async () => {
      await forgotten();
      const before = await database(target)`select 1 from users`;
      const answers = [];
      for (let n = 0; n < 20; n += 1) {
        const ten = Array.from({ length: 10 }, (_, at) =>
          at > 0
            ? stranger().send("guestLogin")
            : stranger().send("chatResponse", {
                headers: { prefer: "respond-async" },
                body: { session_id: newKey(), message: "Hello" },
              }),
        );
        answers.push(...(await Promise.all(ten)));
      }
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(170);
      expect(new Set(refused.map(({ body }) => (body as { code: string }).code))).toEqual(
        new Set(["too_many_requests"]),
      );
      expect(refused.every(({ headers }) => Number(headers.get("retry-after")) > 3400)).toBe(true);
      const after = await database(target)`select 1 from users`;
      expect(after.length - before.length).toBe(30);
    },
  );

  test("may register accounts and test connections only up to a limit", async () => {
    await forgotten();
    const registrations = [];
    for (let n = 0; n < 13; n += 1) {
      registrations.push((await stranger().send("register", { body: newPerson() })).status);
    }
    expect(registrations).toEqual([...Array.from({ length: 12 }, () => 200), 429]);
    const tests = [];
    for (let n = 0; n < 6; n += 1) {
      tests.push((await stranger().send("testConnection", { body: {} })).status);
    }
    expect(tests).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test("over its limit does not stop existing guests", async () => {
    await forgotten();
    const visitor = await guest({ target });
    for (let n = 0; n < 30; n += 1) await stranger().send("guestLogin");
    await stranger().refused("too_many_requests", "guestLogin");
    expect((await visitor.ok("guestLogin")).user.id).toBe(visitor.user.id);
  });
});

describe("turns of one user", () => {
  test(
    "are at most four at once across all chats, and a repeated message does not count",
    { timeout: 60_000 },
    async () => {
      await forgotten();
      const client = await registered({ target });
      const key = crypto.randomUUID();
      const tracks = await Promise.all(Array.from({ length: 6 }, () => track(client)));
      const ask = (n: number, name = `m${n}`) =>
        client.send("chatResponse", {
          headers: { prefer: "respond-async" },
          body: {
            session_id: tracks[n]?.session_id ?? "",
            message: `Wait [hold ${key}]`,
            client_message_id: name,
          },
        });

      const answers = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => ask(n)));

      const taken = answers.flatMap(({ status }, n) => (status === 202 ? [n] : []));
      expect(taken).toHaveLength(4);
      const refused = answers.filter(({ status }) => status !== 202);
      expect(refused.map(({ body }) => (body as { code: string }).code)).toEqual([
        "too_many_turns",
        "too_many_turns",
      ]);
      const left = answers.findIndex(({ status }) => status !== 202);
      expect((await ask(taken[0] ?? 0)).status).toBe(202);
      const [stored] = await database(target)<{ questions: number }[]>`
      select count(*)::int as questions from chat_messages m join chats c on c.id = m.chat_id
      join chat_sessions s on s.id = c.session_id
      where s.user_id = ${client.user.id} and m.sender_type = 'user'`;
      expect(stored?.questions).toBe(4);
      const socket = await Socket.open(client, tracks[left]?.session_id ?? "");
      const told = await socket.ask({ type: "text", message: "And me?" }, "error");
      expect(told.code).toBe("too_many_turns");

      await release(key, target);
      // Answered at once now: with 200, where that is quicker than the deferral.
      const isTaken = async (): Promise<boolean> => [200, 202].includes((await ask(left)).status);
      await until(isTaken, { what: "room for one more" });
    },
  );
});

describe("the day's budget", () => {
  const charges = async (userId: string) => {
    const [row] = await database(target)<{ ledger: number; spent: number; reserved: number }[]>`
      select (select coalesce(sum(prompt_tokens + completion_tokens), 0)::int from ai_calls
          where user_id = ${userId} and outcome in ('complete', 'stopped')) as ledger,
        (select coalesce(sum(spent), 0)::int from usage_days where user_id = ${userId}) as spent,
        (select coalesce(sum(reserved), 0)::int from usage_days where user_id = ${userId})
          as reserved`;
    return row ?? { ledger: 0, spent: 0, reserved: 0 };
  };

  test("is reported before it runs out, in the answer and in its headers", async () => {
    await forgotten();
    const client = await guest({ target });
    const fresh = await client.answer("usage");
    expect(fresh.body).toMatchObject({ limit: budget, spent: 0, reserved: 0, left: budget });
    expect(fresh.body.renews_at).toMatch(/T00:00:00\.000Z$/);
    expect(Date.parse(fresh.body.renews_at)).toBeGreaterThan(Date.now());
    const made = await planned(client);

    const { headers } = await client.answer("chatResponse", {
      body: { session_id: made.session_id, message: "Why clay?" },
    });

    const { body: now } = await client.answer("usage");
    const { spent } = await charges(client.user.id);
    expect(now).toMatchObject({ spent, reserved: 0, left: budget - spent });
    expect(headers.get("ratelimit-policy")).toBe(`"day";q=${budget};qu="tokens";w=86400`);
    expect(headers.get("ratelimit")).toMatch(new RegExp(`^"day";r=${now.left};t=\\d+$`));
    expect(headers.get("ratelimit-limit")).toBe(String(budget));
    expect(headers.get("ratelimit-remaining")).toBe(String(now.left));
    const reset = Number(headers.get("ratelimit-reset"));
    expect(Math.abs(Date.now() / 1000 + reset - Date.parse(now.renews_at) / 1000)).toBeLessThan(5);
    const me = await client.answer("me");
    expect(me.headers.get("ratelimit-remaining")).toBe(String(now.left));
  });

  test("is not reserved for two long dialogues at once when one of them may need all of it", async () => {
    await forgotten();
    const client = await guest({ target });
    const tracks = await Promise.all([track(client), track(client)]);
    for (const one of tracks) await fillChat(one.chat_id, 100, { chars: 200, target });
    const answers = await Promise.all(
      tracks.map((one) =>
        client.send("chatResponse", { body: { session_id: one.session_id, message: "And now?" } }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 402]));
    const { ledger, spent, reserved } = await charges(client.user.id);
    expect({ spent, reserved }).toEqual({ spent: ledger, reserved: 0 });
    expect(spent).toBeLessThanOrEqual(budget);
  });

  test("is never overspent by two tabs that compete for the rest of it", async () => {
    await forgotten();
    const client = await guest({ target });
    const tracks = await Promise.all([track(client), track(client)]);
    const tabs = await Promise.all(tracks.map((one) => Socket.open(client, one.session_id)));
    const isOver = (tab: Socket): boolean =>
      tab.all("error").some((one) => one.code === "budget_exhausted");
    const isQuiet = async () => (await charges(client.user.id)).reserved === 0;

    // Both send at once, again and again, until neither gets an answer any more.
    for (let round = 0; round < 40 && !tabs.every(isOver); round += 1) {
      for (const tab of tabs) {
        tab.send({
          type: "text",
          message: `${newTitle()} [long 9000]`,
          client_message_id: `r${round}`,
        });
      }
      await until(
        () =>
          tabs.every((tab) => tab.all("message_accepted").length + tab.all("error").length > round),
        { what: "both tabs' answers" },
      );
      expect((await charges(client.user.id)).spent).toBeLessThanOrEqual(budget);
      await until(isQuiet, { what: "the settled round" });
    }

    expect(tabs.map(isOver)).toEqual([true, true]);
    const { ledger, spent } = await charges(client.user.id);
    expect(ledger).toBe(spent);
    expect(spent).toBeLessThanOrEqual(budget);
    const refused = await client.send("chatResponse", {
      body: { session_id: tracks[0].session_id, message: "One more" },
    });
    expect(refused.body).toMatchObject({
      code: "budget_exhausted",
      detail: expect.stringContaining("00:00 UTC"),
    });
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(86_400);
  });
});
