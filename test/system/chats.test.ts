// Planning sessions, chats and the messages in them, over HTTP.
import { beforeEach, describe, expect, test } from "vitest";
import type { Track } from "@ai-learning/protocol/track";
import { guest, type Client } from "../support/client.ts";
import { fillChat, storedFor } from "../support/database.ts";
import { historyOf, newKey, planned, say, track, welcome } from "../support/learning.ts";
import { Socket } from "../support/socket.ts";
import { until } from "../support/until.ts";

let client: Client;
let made: Track;

beforeEach(async () => {
  client = await guest();
  made = await track(client);
});

const restore = (key: string) => client.ok("restoreChat", { params: { id: key } });
const openChat = (session_id: string, chat_name: string | null = null) =>
  client.ok("createChat", { body: { session_id, chat_name } });

describe("a planning session", () => {
  test("is one per track: a second request renames it", async () => {
    const body = { track_id: made.id, session_name: "  Evenings  " };

    const session = await client.ok("createSession", { body });

    expect(session).toMatchObject({
      id: made.session_id,
      track_id: made.id,
      session_name: "Evenings",
      status: "active",
    });
    expect(await client.ok("listSessions")).toEqual([session]);
  });

  test("is refused a name that is blank or over 200 characters", async () => {
    for (const session_name of ["", " \n", "x".repeat(201)]) {
      const body = { track_id: made.id, session_name };
      await client.refused("invalid_request", "createSession", { body });
    }
  });

  test("takes each status, in any case, and no other", async () => {
    const params = { id: made.session_id };
    for (const status of ["paused", "COMPLETED", "archived", "active"] as const) {
      await client.ok("setSessionStatus", { params, query: { status } });
      const [session] = await client.ok("listSessions");
      expect(session?.status).toBe(status.toLowerCase());
    }
    await client.refused("invalid_choice", "setSessionStatus", { params, query: { status: "x" } });
    await client.refused("invalid_choice", "setSessionStatus", { params, query: { status: "" } });
    await client.refused("invalid_request", "setSessionStatus", { params });
  });

  test("lists its chats newest first", async () => {
    const aside = await openChat(made.session_id);
    const chats = await client.ok("listSessionChats", { params: { id: made.session_id } });
    expect(chats.map(({ id }) => id)).toEqual([aside.id, made.chat_id]);
  });

  test("has no chats under a key that was never used", async () => {
    expect(await client.ok("listSessionChats", { params: { id: newKey() } })).toEqual([]);
  });
});

describe("another chat", () => {
  test("opens beside the primary one, with a name of its own or the time", async () => {
    const body = { session_id: made.session_id, chat_name: " Glazes ", chat_type: "Discussion" };
    const answer = await client.send("createChat", { body });
    expect(answer.body).toMatchObject({
      session_id: made.session_id,
      chat_name: "Glazes",
      chat_type: "discussion",
      is_primary: false,
      status: "active",
    });
    expect((await openChat(made.session_id)).chat_name).toMatch(/^Chat \d\d:\d\d$/);
  });

  test("is refused a blank name, one over 200 characters, and an unknown type", async () => {
    const session_id = made.session_id;
    for (const chat_name of ["", "  ", "x".repeat(201)]) {
      await client.refused("invalid_request", "createChat", { body: { session_id, chat_name } });
    }
    const body = { session_id, chat_type: "gossip" };
    await client.refused("invalid_choice", "createChat", { body });
  });

  test("can be renamed, but not to a blank name", async () => {
    const params = { id: made.chat_id };
    const [before] = await client.ok("listSessionChats", { params: { id: made.session_id } });

    const renamed = await client.ok("updateChat", { params, body: { chat_name: "  Glazes  " } });

    expect(renamed).toEqual({ ...before, chat_name: "Glazes", updated_at: renamed.updated_at });
    const body = { chat_name: " \n" };
    await client.refused("invalid_request", "updateChat", { params, body });
    expect(await client.ok("listSessionChats", { params: { id: made.session_id } })).toEqual([
      renamed,
    ]);
  });

  test("receives the messages of its session key until the session switches back", async () => {
    const primary = made.chat_id;
    const active = async () =>
      (await client.ok("getActiveChat", { params: { id: made.session_id } })).active_chat_id;
    expect(await active()).toBe(primary);

    const aside = await openChat(made.session_id);
    expect(await active()).toBe(aside.id);
    expect((await say(client, made, "In the aside")).chat_id).toBe(aside.id);

    const switched = await client.ok("switchChat", {
      params: { id: made.session_id },
      body: { chat_id: primary },
    });
    expect(switched).toMatchObject({ chat_info: { chat_id: primary }, message_count: 0 });
    expect((await say(client, made, "In the primary one")).chat_id).toBe(primary);
  });

  test("leaves the welcome in the primary chat", async () => {
    await openChat(made.session_id);
    expect((await welcome(client, made)).chat_id).toBe(made.chat_id);
  });

  test("takes each status and no other", async () => {
    const params = { id: made.chat_id };
    await client.ok("setChatStatus", { params, query: { status: "archived" } });
    const [chat] = await client.ok("listSessionChats", { params: { id: made.session_id } });
    expect(chat?.status).toBe("archived");
    await client.refused("invalid_choice", "setChatStatus", { params, query: { status: "gone" } });
  });

  test("is not found from another session of the same user", async () => {
    const other = await track(client);
    const params = { id: made.session_id };
    await client.refused("chat_not_found", "switchChat", {
      params,
      body: { chat_id: other.chat_id },
    });
    const request = { params: { id: other.chat_id }, query: { session_id: made.session_id } };
    await client.refused("chat_not_found", "getHistory", request);
  });
});

test("chats are grouped by session, newest first, those without a track left out", async () => {
  await client.ok("chatResponse", { body: { session_id: newKey(), message: "No track yet" } });
  const aside = await openChat(made.session_id);
  const second = await track(client);

  const groups = await client.ok("listUserChats");

  expect(groups).toMatchObject([
    { session_id: second.session_id, track_title: second.title, chats: [{}] },
    {
      session_id: made.session_id,
      track_id: made.id,
      track_title: made.title,
      chats: [{ chat_id: aside.id }, { chat_id: made.chat_id, chat_type: "planning" }],
    },
  ]);
});

describe("a history", () => {
  test("shows a dialogue in order, with the field names of the page and of the table", async () => {
    const plan = await welcome(client, made);
    const said = await say(client, made, "More glazes, please");

    const history = await historyOf(client, made);

    expect(history).toMatchObject([
      { position: 1, sender: "ai", message_type: "welcome", content: plan.message },
      { position: 2, sender: "user", content: "More glazes, please", tokens_used: 0, attempt: 0 },
      { position: 3, sender: "ai", content: said.response, reply_to: said.reply_to, attempt: 1 },
    ]);
    const times = history.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(3);
    const messages = await client.ok("listMessages", { params: { id: made.chat_id } });
    const inTableNames = history.map(({ sender, content, ...rest }) => ({
      ...rest,
      sender_type: sender,
      message_content: content,
    }));
    expect(messages).toEqual(inTableNames);
  });

  test("of 1,050 messages starts with the newest 1,000 and leads to the rest by a link", async () => {
    await fillChat(made.chat_id, 1050);

    const newest = await client.answer("listMessages", { params: { id: made.chat_id } });
    const [, next = ""] = /^<([^>]+)>; rel="next"$/.exec(newest.headers.get("link") ?? "") ?? [];
    const rest = await client.request("GET", next);

    expect(newest.body).toHaveLength(1000);
    expect(newest.body[0]?.position).toBe(51);
    expect(rest.headers.get("link")).toBeNull();
    const positions = (rest.body as { position: number }[]).map(({ position }) => position);
    expect(positions).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  test("is read page by page", async () => {
    await fillChat(made.chat_id, 25);
    const seen: number[] = [];
    let before: number | undefined;
    do {
      const page = await client.ok("getHistory", {
        params: { id: made.chat_id },
        query: { session_id: made.session_id, limit: 10, ...(before && { before }) },
      });
      expect(page.message_count).toBe(25);
      seen.unshift(...page.history.map(({ position }) => position));
      before = page.has_more ? seen[0] : undefined;
    } while (before !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
  });

  test.each([["0"], ["-1"], ["1.5"], ["x"], ["1e99"], ["99999999999"]])(
    "is not read before %s, nor that many",
    async (value) => {
      const params = { id: made.chat_id };
      const session_id = made.session_id;
      for (const query of [{ before: value }, { limit: value }]) {
        await client.refused("invalid_request", "listMessages", { params, query });
        await client.refused("invalid_request", "getHistory", {
          params,
          query: { session_id, ...query },
        });
      }
    },
  );

  test("needs a session to be named", async () => {
    await client.refused("invalid_request", "getHistory", { params: { id: made.chat_id } });
  });
});

describe("restoring", () => {
  test("of an empty session finds nothing and stores nothing", async () => {
    const before = await storedFor(client.user.id);
    expect(await restore(newKey())).toEqual({
      success: true,
      has_existing_chat: false,
      chat_id: null,
      chat_info: null,
      history: [],
      message_count: 0,
      has_more: false,
    });
    expect(await restore(made.session_id)).toMatchObject({ has_existing_chat: false, history: [] });
    expect(await storedFor(client.user.id)).toEqual(before);
  });

  test("finds the whole dialogue", async () => {
    const full = await planned(client);
    await say(client, full, "Hello");
    const restored = await restore(full.session_id);
    expect(restored).toMatchObject({ has_existing_chat: true, chat_id: full.chat_id });
    expect(restored.history).toEqual(await historyOf(client, full));
    expect(restored.message_count).toBe(3);
  });

  test("says whether a socket of the session is open", async () => {
    const active = async () =>
      (await client.ok("getActiveChat", { params: { id: made.session_id } })).is_active;
    expect(await active()).toBe(false);
    const socket = await Socket.open(client, made.session_id);
    expect(await active()).toBe(true);
    await socket.close();
    expect(await until(async () => !(await active()))).toBe(true);
  });
});
