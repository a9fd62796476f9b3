// Stop, write anew, edit and resend: from any tab, once, and without paying twice for what is reused.
import { describe, expect, it } from "vitest";
import { guest, type Client } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { historyOf, planned, say, track } from "../support/learning.ts";
import { modelCalls } from "../support/model.ts";
import { assembled, Socket } from "../support/socket.ts";
import { startTestStack } from "../support/stack.ts";
import { shared, targetOf } from "../support/target.ts";
import { until } from "../support/until.ts";

const slow = "go on [slow 5]";

/** A chat with an answer under way, watched by two tabs. */
async function answering() {
  const client = await guest();
  const made = await track(client);
  const [tab, other] = await Promise.all([
    Socket.open(client, made.session_id),
    Socket.open(client, made.session_id),
  ]);
  other.send({ type: "restore_chat", protocol: 2 });
  tab.send({ type: "text", protocol: 2, message: slow, client_message_id: "first" });
  const accepted = await tab.next("message_accepted");
  await tab.next("ai_delta", (delta) => delta.offset > 0);
  return { client, made, tab, other, accepted };
}

const budget = async (client: Client) => {
  const [row] = await database()<{ spent: number; reserved: number }[]>`
    select spent, reserved from usage_days where user_id = ${client.user.id}`;
  return row;
};

describe("stop", () => {
  it("sent from one tab ends the answer in every tab; the written part is kept and charged", async () => {
    const { client, made, tab, other, accepted } = await answering();

    other.send({ type: "stop", protocol: 2, message_id: accepted.answer_id });

    const [here, there] = await Promise.all([tab.next("ai_response"), other.next("ai_response")]);
    expect(here).toMatchObject({ status: "stopped", message_id: accepted.answer_id });
    expect(there.message).toBe(here.message);
    expect(here.message.length).toBeGreaterThan(0);
    expect(here.message.length).toBeLessThan(2_000);
    expect(assembled(tab.all("ai_delta"), accepted.answer_id)).toBe(here.message);
    const stored = (await historyOf(client, made)).at(-1);
    expect(stored).toMatchObject({ status: "stopped", content: here.message });
    expect(stored?.tokens_used).toBeGreaterThan(0);
    expect(await budget(client)).toEqual({ spent: stored?.tokens_used, reserved: 0 });
  });

  it("works over HTTP after a reconnect, and a second stop answers how the turn ended", async () => {
    const { client, made, tab, accepted } = await answering();
    const body = { message_id: accepted.answer_id };

    const first = await client.ok("stop", { body });
    const ended = await tab.next("ai_response");
    const second = await client.ok("stop", { body });

    expect(first.chat_id).toBe(made.chat_id);
    expect(second.status).toBe("stopped");
    const again = await tab.ask({ type: "stop", ...body }, "ai_response");
    expect(again).toMatchObject({ status: "stopped", message: ended.message });
  });

  it("ends a queued turn at once and lets the running one go on", async () => {
    const { client, tab, accepted } = await answering();
    tab.send({ type: "text", message: "and then?", client_message_id: "second" });
    const waiting = await tab.next("message_accepted", (one) => one.client_message_id === "second");

    const answer = await client.ok("stop", { body: { message_id: waiting.answer_id } });

    expect(answer.status).toBe("stopped");
    const stopped = await tab.next("ai_response");
    expect(stopped).toMatchObject({ message_id: waiting.answer_id, message: "", tokens_used: 0 });
    await client.ok("stop", { body: { message_id: accepted.answer_id } });
    expect(await tab.next("ai_response")).toMatchObject({ message_id: accepted.answer_id });
  });

  it("takes effect when the worker dies before reading it: the text stored so far is kept", async () => {
    const { modelUrl } = shared();
    const stack = await startTestStack(modelUrl);
    try {
      const target = targetOf(stack, modelUrl);
      const client = await guest({ target });
      const made = await track(client);
      const tab = await Socket.open(client, made.session_id);
      tab.send({ type: "text", protocol: 2, message: slow });
      const { answer_id } = await tab.next("message_accepted");
      const sql = database(target);
      const written = await until(async () => {
        const [row] =
          await sql`select message_content as text from chat_messages where id = ${answer_id}`;
        return row?.["text"] === "" ? undefined : (row?.["text"] as string);
      });
      stack.functions.kill("generate");
      // As if its lease had run out.
      await sql`update chats set lease_until = now() - interval '1 second' where id = ${made.chat_id}`;

      await client.ok("stop", { body: { message_id: answer_id } });

      const ended = await tab.next("ai_response");
      expect(ended.status).toBe("stopped");
      expect(ended.message.startsWith(written)).toBe(true);
      const calls = await sql<{ tokens: number }[]>`
        select outcome, token_source, completion_tokens,
          prompt_tokens + completion_tokens as tokens
        from ai_calls where message_id = ${answer_id}`;
      expect(calls).toMatchObject([
        {
          outcome: "stopped",
          token_source: "estimated",
          completion_tokens: Math.ceil(ended.message.length / 4),
          tokens: ended.tokens_used,
        },
      ]);
      expect((await storedFor(client.user.id, target))["spent"]).toBe(ended.tokens_used);
    } finally {
      await stack.stop();
    }
  });
});

describe("a request that does not wait, for a turn that has failed already", () => {
  it("is told that it was accepted, as if the worker had been slower", async () => {
    const client = await guest();
    const made = await track(client);
    const client_message_id = crypto.randomUUID();
    const body = { message: "hm [error 400]", session_id: made.session_id, client_message_id };
    await client.refused("model_misconfigured", "chatResponse", { body });

    const { message_id } = await client.accepted("chatResponse", { body });

    const failed = (await historyOf(client, made)).at(-1);
    expect(failed).toMatchObject({ id: message_id, status: "failed" });
    const again = { message_id, attempt: failed?.attempt ?? 0 };
    await client.refused("model_misconfigured", "regenerate", { body: again });
    expect(await client.accepted("regenerate", { body: again })).toMatchObject({ message_id });
  });

  it("is told so where an older answer is kept too", async () => {
    const client = await guest();
    const made = await track(client);
    const said = await say(client, made, `[error 400 after 1] ${crypto.randomUUID()}`);
    const first = (await historyOf(client, made)).at(-1);
    const body = { message_id: said.message_id, attempt: first?.attempt ?? 0 };
    await client.refused("model_misconfigured", "regenerate", { body });

    await client.accepted("regenerate", { body });

    expect((await historyOf(client, made)).at(-1)).toMatchObject({
      id: said.message_id,
      content: said.response,
      error_code: "model_misconfigured",
    });
  });
});

describe("a regenerated answer", () => {
  it("replaces a failed one: one question, one answer, one charge", async () => {
    const client = await guest();
    const made = await track(client);
    const tab = await Socket.open(client, made.session_id);
    tab.send({ type: "text", protocol: 2, message: "hm [error 500 x6]" });
    const failed = await tab.next("error");

    tab.send({ type: "regenerate", message_id: failed.message_id, attempt: failed.attempt });

    const accepted = await tab.next("message_accepted", (one) => one.answer_attempt > 0);
    expect(accepted).toMatchObject({ answer_id: failed.message_id, answer_status: "pending" });
    const answer = await tab.next("ai_response");
    expect(answer).toMatchObject({ message_id: failed.message_id, status: "complete" });
    expect(answer.attempt).toBeGreaterThan(accepted.answer_attempt);
    const history = await historyOf(client, made);
    expect(history.map((one) => one.status)).toEqual(["complete", "complete"]);
    expect(await budget(client)).toEqual({ spent: answer.tokens_used, reserved: 0 });
  });

  it("is made once when several tabs ask for it several times", async () => {
    const client = await guest();
    const made = await planned(client);
    const said = `twice ${crypto.randomUUID()}`;
    const answer = await say(client, made, said);
    const tab = await Socket.open(client, made.session_id);
    const before = await modelCalls(said);
    const body = { message_id: answer.message_id, attempt: 1 };

    for (let time = 0; time < 10; time += 1) {
      tab.send({ type: "regenerate", protocol: 2, ...body });
    }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.ok("regenerate", { body })),
    );
    await client.ok("regenerate", { body });

    expect(new Set(answers.map((one) => one.message_id))).toEqual(new Set([answer.message_id]));
    expect((await modelCalls(said)).length - before.length).toBe(1);
    expect(await historyOf(client, made)).toHaveLength(3);
  });

  it("is sent to clients that ask with an older attempt, including the original client of a turn opened over HTTP", async () => {
    const client = await guest();
    const made = await planned(client);
    const { message_id } = await say(client, made, "once");
    const [asking, other] = [
      await Socket.open(client, made.session_id),
      await Socket.open(client, made.session_id),
    ];
    asking.send({ type: "regenerate", message_id, attempt: 0 });

    expect(await asking.next("message_accepted")).toMatchObject({
      answer_id: message_id,
      answer_status: "complete",
      answer_attempt: 1,
    });
    await other.quiet();
  });

  it("that fails gives its place back to the earlier answer, with the reason", async () => {
    const client = await guest();
    const made = await track(client);
    const tab = await Socket.open(client, made.session_id);
    const first = await say(client, made, "once [error 400 after 1]");
    tab.send({ type: "regenerate", protocol: 2, message_id: first.message_id, attempt: 1 });

    const back = await tab.next("ai_response");

    expect(back).toMatchObject({
      status: "complete",
      message: first.response,
      tokens_used: first.tokens_used,
      error_code: "model_misconfigured",
    });
    expect((await historyOf(client, made)).at(-1)).toMatchObject({
      status: "complete",
      content: first.response,
      error_code: "model_misconfigured",
    });
  });

  it("that fails is answered with an error over HTTP, also when the earlier answer is kept", async () => {
    const client = await guest();
    const made = await track(client);
    const first = await say(client, made, "over HTTP [error 400 after 1]");
    const body = { message_id: first.message_id, attempt: 1 };

    const refused = await client.send("regenerate", { body });
    const repeated = await client.send("regenerate", { body });

    expect(refused).toMatchObject({
      status: 503,
      body: { success: false, code: "model_misconfigured", error: expect.any(String) },
    });
    expect(repeated.body).toMatchObject({ success: false, code: "model_misconfigured" });
    expect((await historyOf(client, made)).at(-1)).toMatchObject({
      status: "complete",
      content: first.response,
      error_code: "model_misconfigured",
    });
  });

  it("is refused for a turn that is not the last, and for modules already made", async () => {
    const client = await guest();
    const made = await planned(client);
    const [plan] = await historyOf(client, made);
    const first = await say(client, made, "one");
    await say(client, made, "two");
    const refuse = (message_id: string) =>
      client.refused("turn_not_repeatable", "regenerate", { body: { message_id, attempt: 1 } });

    await refuse(first.message_id);
    await refuse(plan?.id ?? "");
    const finalized = await client.ok("finalize", {
      body: { session_id: made.session_id, track_id: made.id },
    });
    await refuse(finalized.message_id);
  });
});

describe("an edited message", () => {
  const edit = (client: Client, message_id: string | null, message: string, id: string) =>
    client.ok("edit", { body: { message_id: message_id ?? "", message, client_message_id: id } });

  it("replaces the old one, and its answer replaces the old answer", async () => {
    const client = await guest();
    const made = await track(client);
    const tab = await Socket.open(client, made.session_id);
    tab.send({ type: "text", protocol: 2, message: "ask A", client_message_id: "a" });
    const first = await tab.next("ai_response");

    tab.send({
      type: "edit",
      message_id: first.reply_to,
      message: "ask B",
      client_message_id: "b",
    });

    const accepted = await tab.next("message_accepted", (one) => one.revision === 1);
    expect(accepted).toMatchObject({
      message_id: first.reply_to,
      answer_id: first.message_id,
      message: "ask B",
      client_message_id: "b",
    });
    // Who missed that frame sees by any other that the question is another one.
    expect(await tab.next("ai_delta", (one) => one.attempt > first.attempt)).toMatchObject({
      revision: 1,
    });
    const second = await tab.next("ai_response");
    expect(second).toMatchObject({
      message_id: first.message_id,
      message: "Answer to: ask B",
      revision: 1,
    });
    expect(first.revision).toBeUndefined();
    expect((await historyOf(client, made)).map((one) => [one.content, one.revision])).toEqual([
      ["ask B", 1],
      ["Answer to: ask B", 1],
    ]);
  });

  it("may be edited while it is answered: the worker of the old answer leaves without a charge", async () => {
    const { client, made, tab, accepted } = await answering();

    const answer = await edit(client, accepted.message_id, "never mind", "edit-1");

    expect(answer.response).toBe("Answer to: never mind");
    const ended = await tab.next("ai_response");
    expect(ended.message).toBe(answer.response);
    await until(async () => (await budget(client))?.reserved === 0);
    expect(await budget(client)).toEqual({ spent: answer.tokens_used, reserved: 0 });
    expect(await historyOf(client, made)).toHaveLength(2);
    const calls = await database()`
      select outcome from ai_calls where message_id = ${answer.message_id} order by opened_at`;
    expect(calls.map((one) => one["outcome"])).toEqual(["abandoned", "complete"]);
  });

  it("is edited once, and late copies of either text are recognised", async () => {
    const client = await guest();
    const made = await track(client);
    const send = (message: string, client_message_id: string) =>
      client.ok("chatResponse", {
        body: { session_id: made.session_id, message, client_message_id },
      });
    const first = await send("ask A", "a");

    const all = await Promise.all(
      Array.from({ length: 5 }, () => edit(client, first.reply_to, "ask B", "b")),
    );
    const late = await Promise.all([
      send("ask A", "a"),
      edit(client, first.reply_to, "ask B", "b"),
    ]);

    expect(new Set([...all, ...late].map((one) => one.response))).toEqual(
      new Set(["Answer to: ask B"]),
    );
    expect(await historyOf(client, made)).toHaveLength(2);
    expect((await storedFor(client.user.id))["calls"]).toBe(2);
    await client.refused("message_id_reused", "edit", {
      body: { message_id: first.reply_to, message: "ask C", client_message_id: "b" },
    });
    await client.refused("message_id_reused", "edit", {
      body: { message_id: first.reply_to, message: "ask C", client_message_id: "a" },
    });
  });

  it("is refused when it is not the last one", async () => {
    const client = await guest();
    const made = await track(client);
    const first = await say(client, made, "one");
    await say(client, made, "two");

    await client.refused("turn_not_repeatable", "edit", {
      body: { message_id: first.reply_to, message: "uno", client_message_id: "e" },
    });
  });

  it("whose new answer fails does not bring the old answer back", async () => {
    const client = await guest();
    const made = await track(client);
    const first = await say(client, made, "fine");

    await client.refused("model_misconfigured", "edit", {
      body: {
        message_id: first.reply_to,
        message: "oh [error 400 always]",
        client_message_id: "e",
      },
    });

    expect((await historyOf(client, made)).at(-1)).toMatchObject({ status: "failed", content: "" });
  });
});
