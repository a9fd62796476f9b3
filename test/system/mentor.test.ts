// The mentor over HTTP: the first plan and the discussion of it.
import { describe, expect, test } from "vitest";
import { anonymous, guest } from "../support/client.ts";
import { storedFor } from "../support/database.ts";
import { Jar } from "../support/jar.ts";
import { historyOf, newKey, newTitle, planned, say, track, welcome } from "../support/learning.ts";
import { modelCalls, release } from "../support/model.ts";
import { longAnswer, modelKey, unicodeAnswer } from "../support/script.ts";
import { until } from "../support/until.ts";

describe("the welcome", () => {
  test("is a plan about what was asked, stored as the first message", async () => {
    const client = await guest();
    const made = await track(client, { estimated_duration_hours: 11 });

    const plan = await welcome(client, made);

    expect(plan).toMatchObject({
      chat_id: made.chat_id,
      status: "complete",
      model_used: "scripted-model",
      tokens_used: expect.any(Number),
    });
    expect(plan.message).toContain(`Course plan: ${made.title}`);
    const hours = [...plan.message.matchAll(/— (\d+) h$/gm)].map(([, one]) => Number(one));
    expect(hours.reduce((sum, one) => sum + one, 0)).toBe(11);
    expect(await historyOf(client, made)).toMatchObject([
      { id: plan.message_id, message_type: "welcome", content: plan.message, reply_to: null },
    ]);
  });

  test("asks the server's model as documented", async () => {
    const client = await guest();
    const made = await planned(client, { user_expectations: "To sell my bowls" });

    const [call, ...more] = await modelCalls(made.title);

    expect(more).toEqual([]);
    expect(call?.authorization).toBe(`Bearer ${modelKey}`);
    expect(call?.body).toMatchObject({
      model: "scripted-model",
      temperature: 0.8,
      max_tokens: 1500,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(call?.body.messages.map(({ role }) => role)).toEqual(["system", "user"]);
    expect(call?.body.messages[0]?.content).toMatch(
      /^You are a friendly course curator[\s\S]*To sell my bowls/,
    );
  });

  test("is read from storage when asked for again, also twice at once, without a model call", async () => {
    const client = await guest();
    const made = await track(client);

    const [one, other] = await Promise.all([welcome(client, made), welcome(client, made)]);

    expect(other).toEqual(one);
    expect(await welcome(client, made)).toEqual(one);
    expect(await modelCalls(made.title)).toHaveLength(1);
    expect(await historyOf(client, made)).toHaveLength(1);
  });

  test("is in the learner's language", async () => {
    const client = await guest();
    const made = await track(client, {
      title: `Гончарное дело ${newTitle()}`,
      description: "",
      user_expectations: "Хочу слепить чашку",
    });
    expect((await welcome(client, made)).message).toContain(`План курса: ${made.title}`);
  });

  test("finds the track by its title when a key is new and no track is named", async () => {
    const client = await guest();
    const made = await track(client);
    const body = { session_id: newKey(), skill_area: ` ${made.title.toUpperCase()} ` };
    expect((await client.ok("welcome", { body })).chat_id).toBe(made.chat_id);
  });

  test("needs no track at all", async () => {
    const client = await guest();
    const skill_area = newTitle();
    const body = {
      session_id: newKey(),
      skill_area,
      user_expectations: null,
      difficulty_level: "ADVANCED",
      duration_hours: 6,
    };
    const answer = await client.send("welcome", { body });
    expect(answer.body).toMatchObject({
      success: true,
      message: expect.stringContaining(skill_area),
    });
    expect(await client.ok("listTracks")).toEqual([]);
  });

  test("creates a guest for a request without a sign-in and returns its token", async () => {
    const jar = new Jar();
    const visitor = anonymous({ jar });
    const body = { session_id: newKey(), skill_area: newTitle() };

    const first = await visitor.ok("welcome", { body });

    expect(first).toMatchObject({ token_type: "bearer", user: { is_guest: true } });
    expect(jar.names).toEqual(["sign_in", "sign_in_refresh"]);
    const bearer = anonymous({ token: first.access_token ?? "" });
    expect(await bearer.ok("me")).toEqual(first.user);
    const again = await visitor.ok("welcome", { body });
    expect(again).not.toHaveProperty("access_token");
    expect(again.message_id).toBe(first.message_id);
  });

  test("of another track is not given for a key that has one", async () => {
    const client = await guest();
    const one = await planned(client);
    const other = await track(client);
    const body = { session_id: one.session_id, track_id: other.id, skill_area: other.title };
    await client.refused("session_mismatch", "welcome", { body });
  });
});

describe("a learner's message", () => {
  test("is answered and stored in the order it was said", async () => {
    const client = await guest();
    const made = await planned(client);

    const first = await say(client, made, "Is clay expensive?");
    const second = await say(client, made, "And kilns?");

    expect(first.response).toBe("Answer to: Is clay expensive?");
    const said = (await historyOf(client, made)).map(({ sender, content }) => [sender, content]);
    expect(said.slice(1)).toEqual([
      ["user", "Is clay expensive?"],
      ["ai", first.response],
      ["user", "And kilns?"],
      ["ai", second.response],
    ]);
  });

  test("reaches the model with the whole dialogue before it, once", async () => {
    const client = await guest();
    const made = await planned(client);
    await say(client, made, "Is clay expensive?");
    const marker = crypto.randomUUID();

    await say(client, made, marker);

    const [call] = await modelCalls(marker);
    expect(call?.body).toMatchObject({ temperature: 0.8, max_tokens: 1000, stream: true });
    const [system, request, plan, ...rest] = call?.body.messages ?? [];
    expect([system?.role, request?.role, plan?.role]).toEqual(["system", "user", "assistant"]);
    expect(rest).toEqual([
      { role: "user", content: "Is clay expensive?" },
      { role: "assistant", content: "Answer to: Is clay expensive?" },
      { role: "user", content: marker },
    ]);
  });

  test("may be 12,000 characters long, and no longer", async () => {
    const client = await guest();
    const made = await track(client);
    const longest = "🏺".repeat(6000);
    expect((await say(client, made, longest)).response).toBe(`Answer to: ${longest}`);
    const before = await storedFor(client.user.id);

    const body = { session_id: made.session_id, message: `${longest}!` };
    const error = await client.refused("invalid_request", "chatResponse", { body });

    expect(error.issues).toEqual([
      { path: "message", message: "must be at most 12000 characters" },
    ]);
    expect(await storedFor(client.user.id)).toEqual(before);
  });

  test.each([[""], [" "], ["\n\t\u00a0\u2003"]])(
    "must not be blank: %j is refused",
    async (message) => {
      const client = await guest();
      const made = await track(client);
      const before = await storedFor(client.user.id);
      const body = { session_id: made.session_id, message };
      await client.refused("invalid_request", "chatResponse", { body });
      expect(await storedFor(client.user.id)).toEqual(before);
    },
  );

  test.each([
    ["session_id", "two words"],
    ["session_id", ""],
    ["session_id", "x".repeat(129)],
    ["session_id", "a/b"],
    ["chat_id", "42"],
    ["track_id", ""],
    ["client_message_id", "no spaces"],
    ["client_message_id", "x".repeat(129)],
    ["user_id", "x".repeat(201)],
  ])("is refused under a %s of %s", async (field, value) => {
    const client = await guest();
    const body = { message: "Hello", session_id: newKey(), [field]: value };
    const error = await client.refused("invalid_request", "chatResponse", { body });
    expect(error.issues?.[0]?.path).toBe(field);
  });

  test("is kept as it was typed, and so is the answer", async () => {
    const client = await guest();
    const made = await track(client);
    const message = "  [unicode] 👩‍👩‍👧‍👦 'quotes' <b>&amp;</b> \\n \u202e  ";
    const { response } = await say(client, made, message);
    expect(response).toBe(unicodeAnswer);
    const history = await historyOf(client, made);
    expect(history.map(({ content }) => content)).toEqual([message, unicodeAnswer]);
  });

  test("gets a long answer whole", async () => {
    const client = await guest();
    const made = await track(client);
    expect((await say(client, made, "[long 60000]")).response).toBe(longAnswer(60_000));
  });

  test("sent several times under one id is one message", async () => {
    const client = await guest();
    const made = await track(client);
    const marker = crypto.randomUUID();
    const send = (message: string, headers = {}) =>
      client.send("chatResponse", {
        body: { session_id: made.session_id, message, client_message_id: "m1" },
        headers,
      });

    const answers = await Promise.all([send(marker), send(marker), send(marker)]);

    expect(answers.map(({ body }) => body)).toEqual(answers.map(() => answers[0]?.body));
    expect(await modelCalls(marker)).toHaveLength(1);
    expect((await send("Something else")).body).toMatchObject({ code: "message_id_reused" });
    expect(await historyOf(client, made)).toHaveLength(2);
  });

  test("takes its id from an Idempotency-Key too", async () => {
    const client = await guest();
    const made = await track(client);
    const body = { session_id: made.session_id, message: "Once" };
    const headers = { "idempotency-key": "once-1" };
    const one = await client.ok("chatResponse", { body, headers });
    expect(await client.ok("chatResponse", { body, headers })).toEqual(one);
    const wrong = { body, headers: { "idempotency-key": "not one" } };
    await client.refused("invalid_request", "chatResponse", wrong);
  });

  test("is answered with 202 when the client prefers not to wait", async () => {
    const client = await guest();
    const made = await track(client);

    const key = crypto.randomUUID();
    const accepted = await client.accepted("chatResponse", {
      body: { session_id: made.session_id, message: `[hold ${key}] In your own time` },
    });
    await release(key);

    expect(accepted).toMatchObject({ chat_id: made.chat_id, session_id: made.session_id });
    const answer = await until(async () => {
      const history = await historyOf(client, made);
      return history.find(({ id, status }) => id === accepted.message_id && status === "complete");
    });
    expect(answer).toMatchObject({ reply_to: accepted.reply_to });
  });

  test("is always attributed to the user of the token", async () => {
    const client = await guest();
    const other = await guest();
    const before = await storedFor(other.user.id);
    const body = { session_id: newKey(), message: "Hello" };
    await client.refused("user_mismatch", "chatResponse", {
      body: { ...body, user_id: other.user.id },
    });
    for (const form of [client.user.id, `guest_${client.user.id.replaceAll("-", "")}`]) {
      await client.ok("chatResponse", { body: { ...body, user_id: form } });
    }
    expect(await storedFor(other.user.id)).toEqual(before);
  });
});
