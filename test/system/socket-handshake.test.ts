// Opening a socket: who may, from where, and under which key.
import { describe, expect, test } from "vitest";
import { anonymous, browser, guest } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { newKey } from "../support/learning.ts";
import { refusedHandshake, Socket } from "../support/socket.ts";
import { allowedOrigin } from "../support/stack.ts";
import { expiredToken, forgedToken, tokenFor } from "../support/token.ts";

const channels = [["chat"], ["switch"]] as const;

describe.each(channels)("the %s socket", (channel) => {
  test("opens with a bearer token and with a browser's cookie", async () => {
    for (const client of [await guest(), await browser()]) {
      const socket = await Socket.open(client, newKey(), { channel });
      expect(socket.isOpen).toBe(true);
    }
  });

  test("is refused without a sign-in, and with an invalid one", async () => {
    const client = await guest();
    const tokens = [
      null,
      "garbage",
      await forgedToken(client.user.id),
      await expiredToken(client.user.id),
      await tokenFor(crypto.randomUUID()),
      await tokenFor(client.user.id, { version: 2 }),
    ];
    const before = await storedFor(client.user.id);
    for (const token of tokens) {
      expect(await refusedHandshake(anonymous({ token }), newKey(), { channel })).toBe(401);
    }
    expect(await storedFor(client.user.id)).toEqual(before);
  });

  test("is refused with a cookie that has run out", async () => {
    const client = await browser();
    client.jar?.set("sign_in", await expiredToken(client.user.id));
    expect(await refusedHandshake(client, newKey(), { channel })).toBe(401);
  });

  test("is refused to a user whose account was closed", async () => {
    const client = await guest();
    await database()`update users set is_active = false where id = ${client.user.id}`;
    expect(await refusedHandshake(client, newKey(), { channel })).toBe(401);
  });

  test("is refused from a foreign page with any credentials", async () => {
    const client = await browser();
    const before = await storedFor(client.user.id);
    for (const origin of ["http://foreign.example", "null", `${allowedOrigin}.evil.example`]) {
      for (const one of [client, await guest()]) {
        expect(await refusedHandshake(one, newKey(), { channel, headers: { origin } })).toBe(403);
      }
    }
    expect(await storedFor(client.user.id)).toEqual(before);
  });

  test("opens from the site's own pages and from an allowed origin", async () => {
    const client = await browser();
    for (const origin of [client.target.siteUrl, allowedOrigin]) {
      const socket = await Socket.open(client, newKey(), { channel, headers: { origin } });
      expect(socket.isOpen).toBe(true);
    }
  });

  test.each([[""], ["two words"], ["x".repeat(129)], ["a/b"], ["%00"], ["ключ"], ["a%2Fb"]])(
    "is not found under the key %s",
    async (key) => {
      const status = await refusedHandshake(await guest(), key, { channel });
      expect(status).toBe(404);
    },
  );

  test.each([["x"], ["x".repeat(128)], ["A-Za.z0_9~"]])("opens under the key %s", async (key) => {
    const socket = await Socket.open(await guest(), key, { channel });
    expect(socket.isOpen).toBe(true);
  });
});

test("a socket takes its key and channel from its path, never from its query", async () => {
  const client = await guest();
  const key = newKey();
  const query = "?session_key=another&session_key=third&channel=switch&user_id=me";
  const socket = await Socket.open(client, key, { query });
  expect(await socket.ask({ type: "restore_chat" }, "chat_restored")).toMatchObject({
    session_id: key,
  });
  const keys = await database()`select key from session_keys where user_id = ${client.user.id}`;
  expect(keys.map((row) => row["key"])).toEqual([key]);
});

test("a page left open keeps its socket: an expired bearer token gives way to the cookie", async () => {
  const client = await browser();
  const late = client.with({ token: await expiredToken(client.user.id) });
  expect((await Socket.open(late, newKey())).isOpen).toBe(true);
  const other = client.with({ token: await expiredToken(crypto.randomUUID()) });
  expect(await refusedHandshake(other, newKey())).toBe(401);
});

test("sockets are refused on other paths", async () => {
  const client = await guest();
  for (const key of ["x/other", "x/switch/more"]) {
    expect(await refusedHandshake(client, key)).toBe(404);
  }
});
