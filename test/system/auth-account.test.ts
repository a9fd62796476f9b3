// What somebody may do with their own account: change it, take everything along, delete it; and what
// another site's page may not do in their name.
import type { Track } from "@ai-learning/protocol/track";
import type { Exported } from "@ai-learning/protocol/user";
import { describe, expect, test } from "vitest";
import {
  anonymous,
  browser,
  guest,
  newPerson,
  password,
  registered,
  type Client,
} from "../support/client.ts";
import { database, fillChat, storedFor } from "../support/database.ts";
import { finalize, historyOf, newKey, planned, say, track } from "../support/learning.ts";
import { release } from "../support/model.ts";
import { Socket } from "../support/socket.ts";
import { allowedOrigin } from "../support/stack.ts";
import { until } from "../support/until.ts";

describe("changing one's own account", () => {
  test("changes the fields sent and no other", async () => {
    const client = await registered();
    const changed = await client.ok("updateMe", { body: { first_name: " Grace ", locale: "ru" } });
    expect(changed).toEqual({ ...client.user, first_name: "Grace", locale: "ru" });
    expect(await client.ok("me")).toEqual(changed);
    expect(await client.ok("updateMe", { body: {} })).toEqual(changed);
  });

  test("requires the current password for a new one, and sets no password for a guest", async () => {
    const body = { current_password: "wrong horse 1", new_password: "another horse 2" };
    const client = await registered();
    await client.refused("invalid_credentials", "changePassword", { body });
    await client.refused("invalid_request", "changePassword", {
      body: { current_password: password, new_password: "short" },
    });
    await (await guest()).refused("invalid_credentials", "changePassword", { body });
    await anonymous().ok("login", { body: { email: client.user.email, password } });
  });
});

/** The whole export, its parts put together. */
async function exported(client: Client): Promise<{ tables: Exported["tables"]; parts: number }> {
  const tables: Exported["tables"] = {};
  let parts = 0;
  for (let after: string | undefined; ;) {
    const part = await client.ok("exportMe", { query: after === undefined ? {} : { after } });
    parts += 1;
    for (const [name, rows] of Object.entries(part.tables)) {
      tables[name] = [...(tables[name] ?? []), ...rows];
    }
    if (part.next === null) return { tables, parts };
    after = part.next;
  }
}

async function newestOf(client: Client, made: Track) {
  const newest = (await historyOf(client, made)).at(-1);
  if (newest === undefined) throw new Error("the dialogue is empty");
  return newest;
}

/** Somebody with something in every table. */
async function busy(client: Client) {
  const made = await planned(client);
  const said = await say(client, made, "Why clay?");
  await client.ok("edit", {
    body: { message_id: said.reply_to ?? "", message: "Why glaze?", client_message_id: "edit-1" },
  });
  const { attempt } = await newestOf(client, made);
  await client.ok("regenerate", { body: { message_id: said.message_id, attempt } });
  await finalize(client, made);
  await client.ok("generatePlan", { body: { track_id: made.id } });
  await client.ok("chatResponse", { body: { session_id: newKey(), message: "Elsewhere" } });
  return made;
}

describe("an export", { timeout: 90_000 }, () => {
  test("holds every row that is stored, edits and earlier answers too, and no secret", async () => {
    const client = await registered();
    const made = await busy(client);

    const { tables } = await exported(client);

    const counts = await storedFor(client.user.id);
    expect({
      tracks: tables["learning_tracks"]?.length,
      modules: tables["course_modules"]?.length,
      sessions: tables["chat_sessions"]?.length,
      keys: tables["session_keys"]?.length,
      chats: tables["chats"]?.length,
      messages: tables["chat_messages"]?.length,
      calls: tables["ai_calls"]?.length,
      jobs: tables["jobs"]?.length,
    }).toEqual(Object.fromEntries(Object.entries(counts).filter(([name]) => name !== "spent")));
    expect(tables["users"]).toMatchObject([{ id: client.user.id, email: client.user.email }]);
    expect(tables["learning_tracks"]?.[0]?.["id"]).toBe(made.id);
    expect(tables["message_edits"]).toMatchObject([{ content: "Why clay?" }]);
    expect(tables["answer_versions"]).toMatchObject([
      { content: expect.stringContaining("glaze") },
    ]);
    expect(tables["usage_days"]).toMatchObject([{ spent: counts["spent"] }]);
    expect(JSON.stringify(tables)).not.toMatch(
      /argon2|password|token_hash|token_version|encrypted/,
    );
  });

  test("that is too long for one answer comes in parts, complete and without repetition", async () => {
    const client = await guest();
    const made = await track(client);
    await fillChat(made.chat_id, 900, { chars: 4_000 });
    const { tables, parts } = await exported(client);
    expect(parts).toBeGreaterThan(2);
    expect(tables["chat_messages"]).toHaveLength(900);
    expect(new Set(tables["chat_messages"]?.map((row) => row["id"])).size).toBe(900);
  });

  test("shows only its owner's rows from any starting point", async () => {
    const [client, other] = [await guest(), await guest()];
    await busy(other);
    const { tables } = await exported(client);
    expect(Object.keys(tables).toSorted()).toEqual(["ai_configurations", "users"]);
    for (const after of ["0.0", "2.00000000-0000-0000-0000-000000000000", "15.x"]) {
      const part = await client.ok("exportMe", { query: { after } });
      expect(JSON.stringify(part.tables)).not.toContain(other.user.id);
    }
    await client.refused("invalid_request", "exportMe", { query: { after: "' or 1=1" } });
  });
});

/**
 * Rows that name a user or anything of theirs, by table. Sums of figures name no user; ids of deleted chats and tracks
 * leave them with the next roll-up, which `analytics-sums.test.ts` looks at.
 */
async function left(ids: readonly string[]): Promise<string[]> {
  const sql = database();
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
      and (table_name = 'usage_days' or table_name not like 'usage%')`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await sql<{ row: string }[]>`
      select t::text as row from ${sql(name)} t where t::text like any (${ids.map((id) => `%${id}%`)})`;
    found.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return found;
}

describe("deleting one's own account", { timeout: 90_000 }, () => {
  test("deletes every row, also of an answer in progress, and keeps the costs without a name", async () => {
    const person = newPerson();
    const client = await browser();
    const made = await busy(client);
    const key = crypto.randomUUID();
    const socket = await Socket.open(client, made.session_id);
    socket.send({ type: "text", message: `Never mind [hold ${key}]`, client_message_id: key });
    await socket.next("message_accepted");
    const calls = await until(
      async () => {
        const rows = await database()<{ id: string; outcome: string | null }[]>`
          select id, outcome from ai_calls where user_id = ${client.user.id}`;
        return rows.some(({ outcome }) => outcome === null) ? rows : undefined;
      },
      { what: "the model to be asked" },
    );
    const { tables } = await exported(client);
    const ids = Object.entries(tables)
      .filter(([name]) => name !== "ai_calls" && name !== "usage_days")
      .flatMap(([, rows]) => rows.map((row) => String(row["id"] ?? row["user_id"])))
      .filter((id) => id !== "undefined");

    await client.refused("invalid_credentials", "deleteMe", { body: { password: "wrong" } });
    await client.refused("invalid_credentials", "deleteMe", {});
    expect((await client.ok("me")).id).toBe(client.user.id);
    const { headers } = await client.answer("deleteMe", { body: { password } });
    await release(key);

    expect(client.jar?.names).toEqual([]);
    expect(headers.getSetCookie()).toHaveLength(2);
    expect((await socket.next("error")).code).toBe("signed_out");
    await socket.closeCode();
    expect(await left([...ids, client.user.email])).toEqual([]);
    const [kept] = await database()<{ count: number }[]>`
      select count(*)::int as count from ai_calls
      where id in ${database()(calls.map(({ id }) => id))} and user_id is null`;
    expect(kept?.count).toBe(calls.length);
    await client.refused("not_signed_in", "me");
    await anonymous().ok("register", { body: { ...person, email: client.user.email } });
  });

  test("needs no password from a guest", async () => {
    const client = await guest();
    await busy(client);
    await client.ok("deleteMe");
    expect(await left([client.user.id])).toEqual([]);
    await client.refused("invalid_token", "me");
  });
});

describe("a page of another site", () => {
  const foreign = [
    { origin: "http://foreign.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];

  test.each(foreign)("with %o changes nothing by a browser's cookies", async (headers) => {
    const client = await browser();
    const cookies = client.jar?.names;
    const before = await storedFor(client.user.id);
    for (const name of ["logout", "logoutEverywhere", "guestLogin", "refresh", "ticket"] as const) {
      await client.refused("origin_not_allowed", name, { headers });
    }
    const body = { email: client.user.email, password };
    await client.refused("origin_not_allowed", "login", { headers, body });
    await client.refused("origin_not_allowed", "register", { headers, body: newPerson() });
    await client.refused("origin_not_allowed", "deleteMe", { headers, body: { password } });
    await client.refused("origin_not_allowed", "createTrack", { headers, body: { title: "Mine" } });
    await client.refused("origin_not_allowed", "chatResponse", {
      headers,
      body: { session_id: newKey(), message: "Hello" },
    });
    await client.refused("not_signed_in", "me", { headers });
    expect(client.jar?.names).toEqual(cookies);
    expect(await storedFor(client.user.id)).toEqual(before);
    expect(await client.ok("me")).toEqual(client.user);
  });

  test("may act with a token of its own, which no browser sends by itself", async () => {
    const client = await guest();
    const headers = { origin: "http://foreign.example" };
    expect((await client.send("ticket", { headers })).status).toBe(200);
  });

  test.each([{ origin: allowedOrigin }, { "sec-fetch-site": "same-origin" }, {}])(
    "is not what %o is",
    async (headers: Readonly<Record<string, string>>) => {
      expect((await (await browser()).send("ticket", { headers })).status).toBe(200);
    },
  );
});
