// A user's own model: their turns go to it with their key, and neither key goes anywhere else. On a stack that allows
// private addresses, so that a server of the test's own can be the user's.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guest, password, registered, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { finalize, planned, say, track } from "../support/learning.ts";
import { modelCalls } from "../support/model.ts";
import { bringModel, type OwnModel } from "../support/own-model.ts";
import { modelKey, modelName } from "../support/script.ts";
import { startTestStack, type TestStack } from "../support/stack.ts";
import { shared, targetOf, type Target } from "../support/target.ts";

let stack: TestStack;
let target: Target;
const logged: string[] = [];

beforeAll(async () => {
  const { modelUrl } = shared();
  stack = await startTestStack(modelUrl, {
    env: { ALLOW_PRIVATE_MODEL_HOSTS: "1", SERVER_MODELS: "other-model", DEBUG: "true" },
    log: (_, line) => void logged.push(line),
  });
  target = targetOf(stack, modelUrl);
});
afterAll(() => stack.stop());

const settingsOf = ({ url, key }: OwnModel) => ({
  model_name: "own-model",
  base_url: url,
  api_key: key,
  temperature: 0.3,
  max_tokens: 900,
});

/** Somebody who has brought a model along. */
async function owner(): Promise<{ client: Client; own: OwnModel }> {
  const own = await bringModel();
  const client = await guest({ target });
  await client.ok("setUserConfig", { body: settingsOf(own) });
  return { client, own };
}

const callsOf = (client: Client) => database(target)`
  select kind, model, own_key, outcome, error_code from ai_calls
  where user_id = ${client.user.id} order by id`;

const spentBy = async (client: Client) => {
  const { spent, reserved } = await client.ok("usage");
  return { spent, reserved };
};

describe("a user's own model settings", () => {
  test("are shown without the key, but for its last four characters", async () => {
    const own = await bringModel();
    const client = await registered({ target });
    const { api_key, ...shown } = settingsOf(own);
    const expected = {
      ...shown,
      has_custom_key: true,
      is_demo: false,
      key_hint: `…${api_key.slice(-4)}`,
    };
    expect(await client.ok("setUserConfig", { body: { ...shown, api_key } })).toEqual(expected);
    expect(await client.ok("userConfig")).toEqual(expected);
  });

  test("change field by field, the key staying", async () => {
    const { client, own } = await owner();
    const before = await client.ok("userConfig");
    const body = { temperature: 1.5 };
    expect(await client.ok("setUserConfig", { body })).toEqual({ ...before, temperature: 1.5 });
    const made = await track(client);
    await client.ok("welcome", { body: { session_id: made.session_id, skill_area: made.title } });
    expect(own.requests[0]?.body.temperature).toBe(1.5);
  });

  test.each(["DELETE", "null"])("end with their key (%s)", async (how) => {
    const { client, own } = await owner();
    const defaults = { ...(await client.ok("defaultConfig")), has_custom_key: false };
    const ended =
      how === "null"
        ? await client.ok("setUserConfig", { body: { api_key: null } })
        : await client.ok("deleteUserConfig");
    expect(ended).toEqual({ ...defaults, key_hint: null });
    await planned(client);
    expect(own.requests).toEqual([]);
    const rows = await database(target)`
      select api_key_encrypted from ai_configurations where user_id = ${client.user.id}`;
    expect([...rows]).toEqual([{ api_key_encrypted: "default" }]);
  });

  test("need the user's own key, also when the server changes", async () => {
    const { client } = await owner();
    const elsewhere = await bringModel();
    const error = await client.refused("invalid_request", "setUserConfig", {
      body: { base_url: elsewhere.url },
    });
    expect(error.issues?.[0]?.path).toBe("api_key");
    const nobody = await guest({ target });
    for (const body of [{ temperature: 1 }, { base_url: elsewhere.url }, { model_name: "x" }]) {
      await nobody.refused("invalid_request", "setUserConfig", { body });
    }
    expect(elsewhere.requests).toEqual([]);
  });

  test.each([
    [{ temperature: 2.1 }],
    [{ temperature: -0.1 }],
    [{ max_tokens: 63 }],
    [{ max_tokens: 16_001 }],
    [{ max_tokens: 100.5 }],
    [{ model_name: " " }],
    [{ model_name: "x".repeat(101) }],
    [{ base_url: `https://example.com/${"x".repeat(256)}` }],
    [{ api_key: "two words" }],
    [{ api_key: "k".repeat(501) }],
    [{ api_key: "ключ" }],
    [{ api_key: null, temperature: 1 }],
  ])("refuse %j", async (body) => {
    const { client } = await owner();
    const before = await client.ok("userConfig");
    await client.refused("invalid_request", "setUserConfig", { body });
    expect(await client.ok("userConfig")).toEqual(before);
  });
});

describe("turns of a user with a model of their own", () => {
  test("all use that model, key and settings, and cost no budget", async () => {
    const { client, own } = await owner();
    const made = await planned(client);
    const said = await say(client, made, "Why clay?");
    await finalize(client, made);
    await client.ok("generatePlan", { body: { track_id: made.id } });

    expect(said.model_used).toBe("own-model");
    expect(said.tokens_used).toBe(14);
    expect(own.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array(4).fill(`Bearer ${own.key}`),
    );
    const asked = own.requests.map(({ body: { model, temperature, max_tokens } }) => [
      model,
      temperature,
      max_tokens,
    ]);
    // What has to be JSON keeps the settings its shape needs.
    expect(asked).toEqual([
      ["own-model", 0.3, 900],
      ["own-model", 0.3, 900],
      ["own-model", 0.3, 5000],
      ["own-model", 0.7, 6000],
    ]);
    expect(await modelCalls(made.title, target)).toEqual([]);
    expect([...(await callsOf(client))]).toEqual(
      ["welcome", "text", "finalization", "plan"].map((kind) => ({
        kind,
        model: "own-model",
        own_key: true,
        outcome: "complete",
        error_code: null,
      })),
    );
    expect(await spentBy(client)).toEqual({ spent: 0, reserved: 0 });
  });

  test("are answered when the day's budget is spent; other users' turns are refused", async () => {
    const { client, own } = await owner();
    const made = await planned(client);
    await database(target)`
      insert into usage_days (user_id, day, spent)
      values (${client.user.id}, (now() at time zone 'UTC')::date, 1000000000)
      on conflict (user_id, day) do update set spent = excluded.spent`;
    expect((await say(client, made, "Why clay?")).model_used).toBe("own-model");
    await client.ok("deleteUserConfig");
    const turn = { body: { session_id: made.session_id, message: "And glazes?" } };
    await client.refused("budget_exhausted", "chatResponse", turn);
    await client.ok("setUserConfig", { body: settingsOf(own) });
    expect((await say(client, made, "And glazes?")).model_used).toBe("own-model");
    expect(await spentBy(client)).toEqual({ spent: 1_000_000_000, reserved: 0 });
  });

  test("fail when their key is gone before they are begun, and are the server's when tried again", async () => {
    const { client } = await owner();
    const made = await planned(client);
    stack.faults["queue.lose"] = 1;
    const turn = { session_id: made.session_id, message: "Hello", client_message_id: "m-1" };
    const { message_id } = await client.accepted("chatResponse", { body: turn });
    await client.ok("deleteUserConfig");
    stack.faults["queue.lose"] = 0;
    await client.refused("own_model_unavailable", "chatResponse", { body: turn });
    expect(await spentBy(client)).toEqual({ spent: 0, reserved: 0 });

    const body = { message_id, attempt: 1 };
    const { model_used, tokens_used } = await client.ok("regenerate", { body });
    expect(model_used).toBe(modelName);
    expect(await spentBy(client)).toEqual({ spent: tokens_used, reserved: 0 });
  });

  test("cost the budget again once the key is gone", async () => {
    const { client } = await owner();
    const made = await planned(client);
    await client.ok("deleteUserConfig");
    const { tokens_used, model_used } = await say(client, made, "Hello");
    expect(model_used).toBe(modelName);
    expect(await spentBy(client)).toEqual({ spent: tokens_used, reserved: 0 });
  });

  test.each([
    ["[own 401]", "own_model_rejected", /refused the key: check that it is complete/],
    ["[own redirect]", "url_not_allowed", /URL/],
  ] as const)("fail with a sentence of their own at %s", async (message, code, sentence) => {
    const { client, own } = await owner();
    const made = await planned(client);
    const body = { session_id: made.session_id, message };
    const error = await client.refused(code, "chatResponse", { body });
    expect(error.detail).toMatch(sentence);
    expect(JSON.stringify(error)).not.toContain(own.key);
    expect(await spentBy(client)).toEqual({ spent: 0, reserved: 0 });
    expect((await callsOf(client)).at(-1)).toMatchObject({ outcome: "failed", error_code: code });
  });

  test("fail when the server does not answer", async () => {
    const { client } = await owner();
    const made = await planned(client);
    const body = { base_url: "http://127.0.0.1:1/v1", api_key: "sk-nobody-is-there" };
    await client.ok("setUserConfig", { body });
    const turn = { session_id: made.session_id, message: "Hello" };
    await client.refused("own_model_unavailable", "chatResponse", { body: turn });
  });

  test("are stored even when the server reports invalid usage", async () => {
    const { client } = await owner();
    const made = await planned(client);
    const { response } = await say(client, made, "[own nonsense]");
    expect(response).toContain("[own nonsense]");
    expect(await spentBy(client)).toEqual({ spent: 0, reserved: 0 });
  });
});

describe("a chat's own settings", () => {
  test("override the user's, and are removed by null", async () => {
    const { client, own } = await owner();
    const made = await planned(client);
    const params = { id: made.chat_id };
    const set = await client.ok("setChatConfig", {
      params,
      body: { model_name: "bigger", temperature: 1, max_tokens: 3000 },
    });
    expect(set).toMatchObject({ model_name: "bigger", temperature: 1, max_tokens: 3000 });
    expect((await say(client, made, "One")).model_used).toBe("bigger");
    await client.ok("setChatConfig", {
      params,
      body: { model_name: null, temperature: null, max_tokens: null },
    });
    expect((await say(client, made, "Two")).model_used).toBe("own-model");
    const asked = own.requests.slice(-2).map(({ body }) => [body.model, body.max_tokens]);
    expect(asked).toEqual([
      ["bigger", 3000],
      ["own-model", 900],
    ]);
    expect(await client.ok("chatConfig", { params })).toEqual(await client.ok("userConfig"));
  });

  test("on the server's key choose among its models only, and only shorter answers", async () => {
    const client = await guest({ target });
    const made = await planned(client);
    const params = { id: made.chat_id };
    await client.refused("invalid_request", "setChatConfig", {
      params,
      body: { model_name: "dearer-model" },
    });
    await client.ok("setChatConfig", {
      params,
      body: { model_name: "other-model", max_tokens: 16_000, temperature: 0.1 },
    });
    const message = crypto.randomUUID();
    expect((await say(client, made, message)).model_used).toBe("other-model");
    const [call] = await modelCalls(message, target);
    expect(call?.body).toMatchObject({ model: "other-model", max_tokens: 1000, temperature: 0.1 });
    // A name that came in by another way does not count either.
    await database(target)`
      update chats set ai_context = '{"model_name": "dearer-model"}' where id = ${made.chat_id}`;
    expect((await say(client, made, "Again")).model_used).toBe(modelName);
  });
});

describe("a connection test", () => {
  test("uses the saved settings for fields that are not sent", async () => {
    const { client, own } = await owner();
    expect((await client.ok("testConnection", {})).model_used).toBe("own-model");
    const body = { model_name: "another" };
    expect((await client.ok("testConnection", { body })).model_used).toBe("another");
    expect(own.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array(2).fill(`Bearer ${own.key}`),
    );
  });

  test("sends neither the saved key nor the server's to another address", async () => {
    const { client } = await owner();
    const attacker = await bringModel();
    const body = { base_url: attacker.url };
    for (const caller of [client, await guest({ target }), client.with({ token: null })]) {
      await caller.refused("invalid_request", "testConnection", { body });
    }
    expect(attacker.requests).toEqual([]);
    await client.refused("model_rejected", "testConnection", {
      body: { ...body, api_key: "sk-mine" },
    });
    const seen = attacker.requests.map(({ headers }) => headers.authorization);
    expect(new Set(seen)).toEqual(new Set(["Bearer sk-mine"]));
  });

  test("says that a redirect is refused", async () => {
    const { client, own } = await owner();
    const behind = await bringModel();
    const redirecting = await bringModel(behind.url);
    expect(own.requests).toEqual([]);
    const { detail } = await client.refused("url_not_allowed", "testConnection", {
      body: { base_url: `${redirecting.url}/redirect`, api_key: redirecting.key },
    });
    expect(detail).toMatch(/redirects/);
    expect(behind.requests).toEqual([]);
  });
});

test("finalising a complete plan asks nobody, not even for a key that can be read", async () => {
  const { client, own } = await owner();
  const made = await planned(client);
  const plan =
    "### Module 1. Clay — 3 h\n- Water\n\n### Module 2. Fire — 2 h\n- Kiln\n\n**Total: 5 h**";
  await say(client, made, `[say]\n${plan}`);
  const asked = own.requests.length;
  await database(target)`
    update ai_configurations set api_key_encrypted = 'v2.unread.able'
    where user_id = ${client.user.id}`;

  const done = await finalize(client, made);

  expect(done).toMatchObject({ from_plan: true, model_used: "own-model", tokens_used: 0 });
  expect(done.modules.map(({ title }) => title)).toEqual(["Clay", "Fire"]);
  expect(own.requests.length).toBe(asked);
  expect((await callsOf(client)).at(-1)).toMatchObject({ own_key: true, outcome: "complete" });
  expect(await spentBy(client)).toEqual({ spent: 0, reserved: 0 });
});

test("no key appears in answers, in logs, or in plain text in the database", async () => {
  const { client, own } = await owner();
  const made = await planned(client);
  await client.refused("own_model_rejected", "chatResponse", {
    body: { session_id: made.session_id, message: "[own 401]" },
  });
  await client.refused("model_rejected", "testConnection", {
    body: { base_url: own.url, api_key: `${own.key}-wrong` },
  });
  const answers = JSON.stringify([
    await client.ok("userConfig"),
    await client.ok("chatConfig", { params: { id: made.chat_id } }),
    await client.ok("exportMe"),
    await client.ok("getHistory", {
      params: { id: made.chat_id },
      query: { session_id: made.session_id },
    }),
  ]);
  const tables = await database(target)`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const stored: string[] = [];
  for (const { name } of tables) {
    const sql = database(target);
    const rows = await sql`select to_jsonb(t)::text as row from ${sql(String(name))} t`;
    stored.push(...rows.map(({ row }) => String(row)));
  }

  expect(logged.join()).toContain("turn_failed");
  for (const key of [own.key, modelKey]) {
    expect(answers).not.toContain(key);
    expect(logged.join()).not.toContain(key);
    expect(stored.join()).not.toContain(key);
  }
  const [row] = await database(target)`
    select api_key_encrypted from ai_configurations where user_id = ${client.user.id}`;
  expect(row?.["api_key_encrypted"]).toMatch(/^v2\.[\w-]{8}\.[\w-]{60,}$/);
});

describe("a guest's own model", () => {
  /** The account after the guest has signed in to it. */
  async function signedIn(guestClient: Client, account: Client): Promise<Client> {
    const body = { email: account.user.email, password };
    const { access_token } = await guestClient.ok("login", { body });
    return account.with({ token: access_token });
  }

  test("is kept in the account that the guest signs in to when the account has none", async () => {
    const { client, own } = await owner();
    const made = await planned(client);
    const account = await signedIn(client, await registered({ target }));

    expect((await account.ok("userConfig")).key_hint).toBe(`…${own.key.slice(-4)}`);
    expect((await say(account, made, "Why clay?")).model_used).toBe("own-model");
    expect(own.requests.at(-1)?.headers.authorization).toBe(`Bearer ${own.key}`);
  });

  test("is replaced by the account's own", async () => {
    const { client, own } = await owner();
    const before = await registered({ target });
    const other = await bringModel();
    await before.ok("setUserConfig", { body: settingsOf(other) });
    const made = await planned(client);
    const account = await signedIn(client, before);

    expect((await account.ok("userConfig")).key_hint).toBe(`…${other.key.slice(-4)}`);
    const asked = own.requests.length;
    await say(account, made, "Why clay?");
    expect([own.requests.length - asked, other.requests.length]).toEqual([0, 1]);
  });
});
