// An answer that was cut at its length limit goes on where it stopped: as one message, in every tab, once, and nothing of
// it is ever lost.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import type { Track } from "@ai-learning/protocol/track";
import { describe, expect, it } from "vitest";
import { guest, type Client } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { historyOf, planned, say, track } from "../support/learning.ts";
import { modelCalls, release } from "../support/model.ts";
import { longAnswer } from "../support/script.ts";
import { Socket } from "../support/socket.ts";
import { startTestStack } from "../support/stack.ts";
import { shared, targetOf } from "../support/target.ts";
import { until } from "../support/until.ts";

const lastOf = async (client: Client, made: Track): Promise<HistoryItem | undefined> =>
  (await historyOf(client, made)).at(-1);

const budget = async (client: Client) => {
  const [row] = await database()<{ spent: number; reserved: number }[]>`
    select spent, reserved from usage_days where user_id = ${client.user.id}`;
  return row;
};

/** A chat whose last answer was cut, watched by a tab. */
async function cutOff(message: string) {
  const client = await guest();
  const made = await track(client);
  const first = await say(client, made, message);
  expect(first.status).toBe("truncated");
  const tab = await Socket.open(client, made.session_id);
  return { client, made, first, tab, body: { message_id: first.message_id, attempt: 1 } };
}

describe("an answer that was cut", () => {
  it("goes on as one message in its place, over the socket and over HTTP, as often as it is cut", async () => {
    const said = `[long 90] [parts 40] ${crypto.randomUUID()}`;
    const { client, made, first, tab, body } = await cutOff(said);
    expect(first.response).toBe(longAnswer(40));

    tab.send({ type: "continue", protocol: 2, ...body });
    const accepted = await tab.next("message_accepted");
    const second = await tab.next("ai_response");

    expect(accepted).toMatchObject({
      answer_id: first.message_id,
      answer_attempt: 2,
      answer_continues: { attempt: 1, length: 40 },
    });
    expect(second).toMatchObject({
      message_id: first.message_id,
      position: 2,
      status: "truncated",
      message: longAnswer(80),
      attempt: 3,
    });
    const deltas = tab.all("ai_delta");
    expect(deltas[0]).toMatchObject({ offset: 40, continues: { attempt: 1, length: 40 } });
    expect(deltas.map((one) => one.text).join("")).toBe(longAnswer(80).slice(40));

    const third = await client.ok("continue", { body: { ...body, attempt: second.attempt } });
    expect(third).toMatchObject({ status: "complete", response: longAnswer(90) });
    expect(await lastOf(client, made)).toMatchObject({
      id: first.message_id,
      position: 2,
      status: "complete",
      content: longAnswer(90),
      tokens_used: third.tokens_used,
    });
    // Each of the three calls has a row of its own, and was paid once.
    const calls = await database()<{ outcome: string; tokens: number }[]>`
      select outcome, prompt_tokens + completion_tokens as tokens from ai_calls
      where message_id = ${first.message_id} order by opened_at`;
    expect(calls.map((one) => one.outcome)).toEqual(["truncated", "truncated", "complete"]);
    const spent = calls.reduce((sum, one) => sum + one.tokens, 0);
    expect(await budget(client)).toEqual({ spent, reserved: 0 });
    expect(third.tokens_used).toBe(spent);
  });

  it("is continued by a model that has what it said before it, and is asked by the learner", async () => {
    const said = `[long 60] [parts 40] ${crypto.randomUUID()}`;
    const { client, body } = await cutOff(said);

    await client.ok("continue", { body });

    const messages = (await modelCalls(said)).at(-1)?.body.messages ?? [];
    expect(messages.map((one) => one.role)).toEqual(["system", "user", "assistant", "user"]);
    expect(messages[2]?.content).toBe(longAnswer(40));
    expect(messages[3]?.content).toMatch(/^Continue your last answer/);
  });

  it("has nothing twice when the model repeats the end of what it wrote", async () => {
    const { client, tab, body } = await cutOff("Tell me once and again [parts 30] [repeat 15]");

    const rest = await client.ok("continue", { body });

    expect(rest.response).toBe(
      "Answer to: Tell me once and again [parts 30] [repeat 15]".slice(0, 60),
    );
    await tab.quiet();
  });

  it("has nothing twice either when the model breaks off while it repeats", async () => {
    const said = "[long 400] [parts 200] [repeat 60] [more cut]";
    const { client, made, body } = await cutOff(said);

    await client.refused("model_unavailable", "continue", { body });

    expect(await lastOf(client, made)).toMatchObject({
      status: "truncated",
      content: longAnswer(200),
    });
  });

  it("goes on once, however often and from however many tabs it is asked for", async () => {
    const said = `[long 60] [parts 40] ${crypto.randomUUID()}`;
    const { client, made, tab, body } = await cutOff(said);

    for (let time = 0; time < 5; time += 1) tab.send({ type: "continue", protocol: 2, ...body });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => client.ok("continue", { body })),
    );
    await client.ok("continue", { body });

    expect(new Set(answers.map((one) => one.response))).toEqual(new Set([longAnswer(60)]));
    expect(await modelCalls(said)).toHaveLength(2);
    expect(await historyOf(client, made)).toHaveLength(2);
  });

  it("is whole in a tab that opens while it goes on, and later messages wait for it", async () => {
    const key = crypto.randomUUID();
    const { client, made, tab, body } = await cutOff(`[long 60] [parts 40] [more hold ${key}]`);
    tab.send({ type: "continue", protocol: 2, ...body });
    await tab.next("message_accepted");
    tab.send({ type: "text", protocol: 2, message: "And then?", client_message_id: "then" });
    await tab.next("message_accepted", (one) => one.client_message_id === "then");
    const late = await Socket.open(client, made.session_id);
    const restored = await late.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");
    expect(restored.history[1]).toMatchObject({ content: longAnswer(40) });

    await release(key);

    const whole = await late.next("ai_response", (one) => one.message_id === body.message_id);
    expect(whole.message).toBe(longAnswer(60));
    const rest = late.all("ai_delta").filter((one) => one.message_id === body.message_id);
    expect(longAnswer(40) + rest.map((one) => one.text).join("")).toBe(longAnswer(60));
    await late.next("ai_response", (one) => one.message === "Answer to: And then?");
    expect((await historyOf(client, made)).map((one) => one.status)).toEqual(
      Array.from({ length: 4 }, () => "complete"),
    );
  });

  it("is cut as before when the rest fails, says why, and can be asked for again", async () => {
    const { client, made, first, tab, body } = await cutOff(
      "[long 60] [parts 40] [more error 500 x4]",
    );
    tab.send({ type: "continue", protocol: 2, ...body });

    const back = await tab.next("ai_response");

    expect(back).toMatchObject({
      status: "truncated",
      message: first.response,
      error_code: "model_unavailable",
      tokens_used: first.tokens_used,
    });
    expect(await lastOf(client, made)).toMatchObject({
      status: "truncated",
      content: first.response,
      error_code: "model_unavailable",
    });
    expect((await budget(client))?.reserved).toBe(0);
    const whole = await client.ok("continue", { body: { ...body, attempt: back.attempt } });
    expect(whole).toMatchObject({ status: "complete", response: longAnswer(60) });
    expect((await lastOf(client, made))?.error_code).toBeNull();
  });

  it("keeps what was added when it is stopped, and goes on from there", async () => {
    const { client, tab, body } = await cutOff(
      "[long 2000] [parts 40] [more parts 3000] [more slow 8]",
    );
    tab.send({ type: "continue", protocol: 2, ...body });
    await tab.next("ai_delta", (one) => one.offset > 60);
    tab.send({ type: "stop", protocol: 2, message_id: body.message_id });

    const stopped = await tab.next("ai_response");

    expect(stopped.status).toBe("truncated");
    expect(stopped.message.length).toBeGreaterThan(60);
    expect(longAnswer(2000).startsWith(stopped.message)).toBe(true);
    expect(stopped.error_code).toBeUndefined();
    expect(await budget(client)).toEqual({ spent: stopped.tokens_used, reserved: 0 });
  });

  it("is not continued when it is whole, when others follow it, or when it is somebody else's", async () => {
    const { client, made, body } = await cutOff("[length]");
    const stranger = await guest();
    await stranger.refused("message_not_found", "continue", { body });
    const whole = await say(client, made, "and this?");
    const refuse = (of: object) =>
      client.refused("turn_not_repeatable", "continue", { body: { ...body, ...of } });

    await refuse({});
    await refuse({ message_id: whole.message_id });
  });

  it("gives way to another answer, and to an edited question, also while it goes on", async () => {
    const key = crypto.randomUUID();
    const { client, made, first, tab, body } = await cutOff(
      `[long 60] [parts 40] [more hold ${key}]`,
    );
    tab.send({ type: "continue", protocol: 2, ...body });
    await tab.next("message_accepted");

    const edited = await client.ok("edit", {
      body: { message_id: first.reply_to ?? "", message: "Be short", client_message_id: "e" },
    });
    await release(key);

    expect(edited.response).toBe("Answer to: Be short");
    await until(async () => (await budget(client))?.reserved === 0);
    expect(await lastOf(client, made)).toMatchObject({
      status: "complete",
      content: edited.response,
    });
    expect((await storedFor(client.user.id))["spent"]).toBe(
      (first.tokens_used ?? 0) + (edited.tokens_used ?? 0),
    );
  });

  it("becomes a plan to finalise from once it is whole, also as the very first answer", async () => {
    const client = await guest();
    const made = await planned(client, { user_expectations: "[parts 200]" });
    const [first] = await historyOf(client, made);
    expect(first).toMatchObject({ status: "truncated", message_type: "welcome" });
    await client.refused("plan_not_found", "finalize", {
      body: { session_id: made.session_id, track_id: made.id },
    });

    let attempt = first?.attempt ?? 0;
    for (let status = "truncated"; status === "truncated";) {
      const body = { message_id: first?.id ?? "", attempt };
      status = (await client.ok("continue", { body })).status;
      attempt = (await lastOf(client, made))?.attempt ?? 0;
    }

    const made4 = await client.ok("finalize", {
      body: { session_id: made.session_id, track_id: made.id },
    });
    expect(made4.modules_count).toBe(4);
  });

  it("is continued for a client of the original too, which is told as of any answer", async () => {
    const { tab, body } = await cutOff("[long 60] [parts 40]");

    tab.send({ type: "continue", ...body });

    expect(await tab.next("ai_response")).toMatchObject({ message: longAnswer(60) });
  });
});

it("an answer that goes on loses nothing when its worker is killed", async () => {
  const { modelUrl } = shared();
  const stack = await startTestStack(modelUrl);
  try {
    const target = targetOf(stack, modelUrl);
    const client = await guest({ target });
    const made = await track(client);
    const first = await say(client, made, "[long 400] [parts 40] [more parts 1000] [more slow 2]");
    const tab = await Socket.open(client, made.session_id);
    tab.send({ type: "continue", protocol: 2, message_id: first.message_id, attempt: 1 });
    await tab.next("ai_delta", (one) => one.offset > 60);

    stack.functions.kill("generate");
    // As if its lease had run out.
    await database(target)`
      update chats set lease_until = now() - interval '1 second' where id = ${made.chat_id}`;
    // Asked for once more, it is the same, and its worker is woken.
    await client.accepted("continue", { body: { message_id: first.message_id, attempt: 1 } });

    const whole = await tab.next("ai_response");
    expect(whole).toMatchObject({ status: "complete" });
    expect(whole.message.startsWith(longAnswer(400))).toBe(true);
    const later = tab.all("ai_delta").filter((one) => one.attempt === whole.attempt);
    expect(later[0]).toMatchObject({ offset: 40, continues: { attempt: 1, length: 40 } });
    expect(later.map((one) => one.text).join("")).toBe(whole.message.slice(40));
  } finally {
    await stack.stop();
  }
}, 90_000);
