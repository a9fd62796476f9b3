// A guest loses nothing: registering keeps the id, signing in brings everything along, an answer that
// is being written goes on either way.
import { describe, expect, test } from "vitest";
import { anonymous, browser, guest, newPerson, password, registered } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { finalize, historyOf, newKey, newTitle, planned, say, track } from "../support/learning.ts";
import { release } from "../support/model.ts";
import { passingStack } from "../support/own-stack.ts";
import { Socket } from "../support/socket.ts";
import { tokenFor } from "../support/token.ts";
import { until } from "../support/until.ts";

const usageOf = async (userId: string) => {
  const [row] = await database()<{ spent: number; reserved: number }[]>`
    select coalesce(sum(spent), 0)::int as spent, coalesce(sum(reserved), 0)::int as reserved
    from usage_days where user_id = ${userId}`;
  return row ?? { spent: 0, reserved: 0 };
};

const settled = (userId: string) =>
  until(async () => (await usageOf(userId)).reserved === 0, { what: "the settled budget" });

describe("a guest who registers", () => {
  test("keeps the id, both tabs and the answer in progress", async () => {
    const visitor = await guest();
    const made = await planned(visitor);
    const tabs = [
      await Socket.open(visitor, made.session_id),
      await Socket.open(visitor, made.session_id),
    ];
    for (const tab of tabs) await tab.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");
    tabs[0]?.send({ type: "text", message: "Tell me more [slow 2]" });
    await Promise.all(tabs.map((tab) => tab.next("ai_delta")));
    const person = newPerson();

    const { user } = await visitor.ok("register", { body: person });

    expect(user).toMatchObject({ id: visitor.user.id, is_guest: false, expires_at: null });
    const answers = await Promise.all(tabs.map((tab) => tab.next("ai_response")));
    expect(answers.map(({ status }) => status)).toEqual(["complete", "complete"]);
    const body = { email: person.email, password };
    const { access_token } = await anonymous().ok("login", { body });
    const elsewhere = anonymous({ token: access_token });
    expect((await elsewhere.ok("listTracks")).map(({ id }) => id)).toEqual([made.id]);
    expect((await historyOf(elsewhere, made)).at(-1)?.content).toBe(answers[0]?.message);
    await settled(user.id);
  });
});

describe("a guest who signs in", () => {
  test("hands every track, chat, module and token over to the account and is deleted", async () => {
    const account = await registered();
    await planned(account);
    const visitor = await guest();
    const made = await planned(visitor);
    await say(visitor, made, "Why clay?");
    await finalize(visitor, made);
    const [guests, accounts] = [await storedFor(visitor.user.id), await storedFor(account.user.id)];

    const { user, access_token } = await visitor.ok("login", {
      body: { email: account.user.email, password },
    });

    expect(user.id).toBe(account.user.id);
    const sum = Object.fromEntries(
      Object.entries(guests).map(([name, count]) => [name, count + (accounts[name] ?? 0)]),
    );
    expect(await storedFor(user.id)).toEqual(sum);
    const [gone] = await database()`select 1 from users where id = ${visitor.user.id}`;
    expect(gone).toBeUndefined();
    await visitor.refused("invalid_token", "me");
    const client = anonymous({ token: access_token });
    const brought = await client.ok("getTrack", { params: { id: made.id } });
    expect(brought.modules.length).toBeGreaterThan(0);
    await say(client, brought, "And now?");
    await settled(user.id);
  });

  test("sees an answer in progress end in the account", async () => {
    const account = await registered();
    const visitor = await guest();
    const made = await planned(visitor);
    const before = await Socket.open(visitor, made.session_id);
    before.send({ type: "text", protocol: 2, message: "Tell me more [slow 3]" });
    await before.next("ai_delta");
    const held = await usageOf(visitor.user.id);
    expect(held.reserved).toBeGreaterThan(0);

    const { user, access_token } = await visitor.ok("login", {
      body: { email: account.user.email, password },
    });

    expect(await usageOf(user.id)).toEqual(held);
    expect((await before.next("error")).code).toBe("sign_in_replaced");
    await before.closeCode();
    const client = anonymous({ token: access_token });
    const after = await Socket.open(client, made.session_id);
    await after.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");
    const answer = await after.next("ai_response");
    expect(answer).toMatchObject({ status: "complete" });
    expect((await historyOf(client, made)).at(-1)?.content).toBe(answer.message);
    await settled(user.id);
    const [charged] = await database()<{ tokens: number }[]>`
      select sum(prompt_tokens + completion_tokens)::int as tokens from ai_calls
      where user_id = ${user.id} and outcome = 'complete'`;
    expect((await usageOf(user.id)).spent).toBe(charged?.tokens);
  });

  test("keeps a waiting answer's prompt whole when it is claimed afterwards", async () => {
    const account = await registered();
    const visitor = await guest();
    const made = await planned(visitor);
    const key = crypto.randomUUID();
    const socket = await Socket.open(visitor, made.session_id);
    socket.send({ type: "text", protocol: 2, message: `First [hold ${key}]` });
    await socket.next("message_accepted");
    socket.send({ type: "text", protocol: 2, message: "Second" });
    await socket.next("message_accepted");

    const { access_token } = await visitor.ok("login", {
      body: { email: account.user.email, password },
    });
    await release(key);

    const client = anonymous({ token: access_token });
    const history = await until(
      async () => {
        const all = await historyOf(client, made);
        return all.every((one) => one.status === "complete") && all.length === 5 ? all : undefined;
      },
      { what: "both answers" },
    );
    expect(history.at(-1)?.content).toBe("Answer to: Second");
    await settled(account.user.id);
  });

  test("finds a session whose key the account uses too under its id", async () => {
    const account = await registered();
    const visitor = await guest();
    const key = newKey();
    for (const one of [account, visitor]) {
      await one.ok("chatResponse", { body: { session_id: key, message: `I am ${one.user.id}` } });
    }
    const [session] = await database()<{ id: string }[]>`
      select id from chat_sessions where user_id = ${visitor.user.id}`;

    const { access_token } = await visitor.ok("login", {
      body: { email: account.user.email, password },
    });

    const client = anonymous({ token: access_token });
    const restored = async (id: string) =>
      (await client.ok("restoreChat", { params: { id } })).history[0]?.content;
    expect(await restored(key)).toBe(`I am ${account.user.id}`);
    expect(await restored(session?.id ?? "")).toBe(`I am ${visitor.user.id}`);
  });

  test("in a browser is recognised by its cookie", async () => {
    const account = await registered();
    const visitor = await browser();
    await database()`update users set is_guest = true where id = ${visitor.user.id}`;
    const made = await track(visitor);
    await visitor.ok("login", { body: { email: account.user.email, password } });
    expect((await visitor.ok("listTracks")).map(({ id }) => id)).toEqual([made.id]);
  });

  test("keeps everything after a wrong password, and is merged only with the guest's own sign-in", async () => {
    const account = await registered();
    const visitor = await guest();
    await track(visitor);
    const before = await storedFor(visitor.user.id);
    const email = account.user.email;

    await visitor.refused("invalid_credentials", "login", { body: { email, password: "wrong" } });
    await anonymous().ok("login", { body: { email, password } });
    await anonymous({ token: "garbage" }).ok("login", { body: { email, password } });
    const other = await registered();
    await other.ok("login", { body: { email, password } });

    expect(await storedFor(visitor.user.id)).toEqual(before);
    await other.ok("me");
  });

  test.each([1, 2, 3])("while messages are being accepted loses none of them (%i)", async () => {
    const account = await registered();
    const visitor = await guest();
    const made = await planned(visitor);
    const messages = Array.from({ length: 6 }, (_, n) => `Message ${n} ${newTitle()}`);
    const sent = messages.map((message, n) =>
      visitor.send("chatResponse", {
        headers: { prefer: "respond-async" },
        body: { session_id: made.session_id, message, client_message_id: `m${n}` },
      }),
    );
    const [login, ...answers] = await Promise.all([
      visitor.ok("login", { body: { email: account.user.email, password } }),
      ...sent,
    ]);

    const statuses = new Set(answers.map(({ status }) => status));
    // An answer that is there before its request is deferred is a 200.
    expect([...statuses].filter((one) => ![200, 202, 401].includes(one))).toEqual([]);
    const client = anonymous({ token: login.access_token });
    const contents = (await historyOf(client, made)).map((one) => one.content);
    const accepted = messages.filter((_, n) => answers[n]?.status !== 401);
    expect(accepted.filter((message) => !contents.includes(message))).toEqual([]);
    await settled(account.user.id);
  });
});

describe("a guest who stays away", () => {
  test("is told the date of its deletion, and every visit postpones it", async () => {
    const visitor = await guest();
    const left = (at: string | null): number => (Date.parse(at ?? "") - Date.now()) / 86_400_000;
    expect(left(visitor.user.expires_at)).toBeCloseTo(7, 2);
    await database()`
      update users set last_seen_at = now() - interval '3 days' where id = ${visitor.user.id}`;
    expect(left((await visitor.ok("me")).expires_at)).toBeCloseTo(7, 2);
    const [row] = await database()<{ days: number }[]>`
      select extract(epoch from now() - last_seen_at)::float8 / 86400 as days
      from users where id = ${visitor.user.id}`;
    expect(row?.days).toBeLessThan(0.01);
    expect((await registered()).user.expires_at).toBeNull();
  });

  test("is deleted with everything after seven days, and nobody else is", async () => {
    const { stack, target } = await passingStack({ scheduleEveryMs: 2 ** 31 - 1 });
    const [away, here, account] = [
      await guest({ target }),
      await guest({ target }),
      await registered({ target }),
    ];
    await track(away);
    const sql = database(target);
    await sql`
      update users set last_seen_at = now() - interval '7 days 1 minute'
      where id in ${sql([away.user.id, account.user.id])}`;
    await sql`
      update users set last_seen_at = now() - interval '6 days 23 hours' where id = ${here.user.id}`;

    await stack.invoke("sweep", {});

    const users = await sql<{ id: string }[]>`select id from users`;
    expect(users.map(({ id }) => id).toSorted()).toEqual(
      [here.user.id, account.user.id].toSorted(),
    );
    const token = await tokenFor(away.user.id, { target });
    await anonymous({ target, token }).refused("invalid_token", "me");
  });
});
