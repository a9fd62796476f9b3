// L3: every accepted message reaches exactly one end, whatever dies.
import { describe, expect, it } from "vitest";
import { guest } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { historyOf, newKey, say, track } from "../support/learning.ts";
import { assembled, Socket } from "../support/socket.ts";
import { shortTimes, startTestStack } from "../support/stack.ts";
import { shared, targetOf } from "../support/target.ts";
import { until } from "../support/until.ts";

describe("L3: a worker that is killed", () => {
  it(
    "is replaced as soon as its wake-up returns; the answer is whole, once, and charged once",
    { timeout: 90_000 },
    async () => {
      const { modelUrl } = shared();
      const stack = await startTestStack(modelUrl, { env: shortTimes });
      try {
        const target = targetOf(stack, modelUrl);
        const client = await guest({ target });
        const made = await track(client);
        const tabs = await Promise.all([
          Socket.open(client, made.session_id),
          Socket.open(client, made.session_id),
        ]);
        const [tab] = tabs;
        if (tab === undefined) throw new Error("no tab");
        tab.send({ type: "text", protocol: 2, message: "tell me [slow 3]" });
        await tab.next("ai_delta", (delta) => delta.offset > 0);

        const killed = Date.now();
        stack.functions.kill("generate");

        for (const one of tabs) {
          const answer = await until(() => one.all("ai_response")[0], { within: 45_000 });
          expect(answer.attempt).toBe(2);
          expect(assembled(one.all("ai_delta"), answer.message_id)).toBe(answer.message);
          expect(one.all("ai_response")).toHaveLength(1);
        }
        // Production's 30 s of hiding alone are longer than this.
        expect(Date.now() - killed).toBeLessThan(25_000);
        const [, stored] = await historyOf(client, made);
        expect(stored).toMatchObject({ status: "complete", attempt: 2 });
        const calls = await database(target)`
        select attempt, outcome from ai_calls order by opened_at`;
        expect([...calls]).toEqual([
          { attempt: 1, outcome: "abandoned" },
          { attempt: 2, outcome: "complete" },
        ]);
        expect(await storedFor(client.user.id, target)).toMatchObject({
          spent: stored?.tokens_used,
        });
      } finally {
        await stack.stop();
      }
    },
  );
});

describe("L3: a wake-up that is lost", () => {
  it("is made up for by the sweep", async () => {
    const { modelUrl } = shared();
    const stack = await startTestStack(modelUrl, { scheduleEveryMs: 3_600_000 });
    try {
      const target = targetOf(stack, modelUrl);
      const client = await guest({ target });
      const made = await track(client);
      const sql = database(target);
      // What a function leaves that dies between its commit and its wake-up.
      const [question] = await sql`
        insert into chat_messages (id, chat_id, position, sender_type, message_content, timestamp)
        values (gen_random_uuid(), ${made.chat_id}, 1, 'user', 'anybody there?', now() - interval '1 minute')
        returning id`;
      await sql`
        insert into chat_messages (id, chat_id, position, sender_type, message_content, timestamp,
          reply_to, status, reserved_tokens, reserved_day)
        values (gen_random_uuid(), ${made.chat_id}, 2, 'ai', '', now() - interval '59 seconds',
          ${question?.["id"]}, 'pending', 5000, current_date)`;

      const swept = await stack.invoke("sweep", {});

      expect(swept).toMatchObject({ ok: true });
      const answer = await until(async () =>
        (await historyOf(client, made)).find(
          (one) => one.status === "complete" && one.sender === "ai",
        ),
      );
      expect(answer.content).toContain("anybody there?");
    } finally {
      await stack.stop();
    }
  });
});

describe("L3: a turn nobody can finish", () => {
  const record = (chatId: string, messageId: string) => ({
    Records: [
      {
        messageId: crypto.randomUUID(),
        receiptHandle: "none",
        body: JSON.stringify({ chat_id: chatId, message_id: messageId }),
      },
    ],
  });

  it("ends as failed when its wake-up is a dead letter, and the next turn goes on", async () => {
    const { modelUrl } = shared();
    const stack = await startTestStack(modelUrl);
    try {
      const target = targetOf(stack, modelUrl);
      const client = await guest({ target });
      const made = await track(client);
      const socket = await Socket.open(client, made.session_id);
      const sql = database(target);
      const [answer] = await sql`
        insert into chat_messages (id, chat_id, position, sender_type, message_content, status)
        values (gen_random_uuid(), ${made.chat_id}, 1, 'ai', '', 'pending') returning id`;
      const id: string = answer?.["id"];

      await stack.invoke("give-up", record(made.chat_id, id));
      await stack.invoke("give-up", record(made.chat_id, id));

      const told = await socket.next("error");
      expect(told).toMatchObject({ code: "gave_up", message_id: id, status: "failed" });
      expect((await historyOf(client, made))[0]).toMatchObject({
        status: "failed",
        error_code: "gave_up",
      });
      expect((await say(client, made, "still there?")).response).toContain("still there?");
      expect(socket.all("error")).toHaveLength(1);
    } finally {
      await stack.stop();
    }
  });

  it.each([
    ["[error 500 always]", "model_unavailable"],
    ["[error 400 always]", "model_misconfigured"],
    ["[empty]", "model_bad_answer"],
    ["[refuse]", "model_refused"],
    ["[cut]", "model_unavailable"],
  ])("ends as failed with its reason when the model does %s", async (directive, code) => {
    const client = await guest();
    const socket = await Socket.open(client, newKey());

    const accepted = await socket.ask(
      { type: "text", message: `please ${directive}` },
      "message_accepted",
    );
    const failed = await socket.next("error");

    expect(failed).toMatchObject({ code, status: "failed", message_id: accepted.answer_id });
    const { history } = await socket.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");
    expect(history.at(-1)).toMatchObject({ status: "failed", error_code: code });
    expect(history.at(-1)?.content).toBe(assembled(socket.all("ai_delta"), accepted.answer_id));
    const [held] = await database()`
      select reserved from usage_days where user_id = ${client.user.id}`;
    expect(held).toEqual({ reserved: 0 });
  });

  it("tries again when the model is busy, as long as it asks to wait", async () => {
    const client = await guest();
    const made = await track(client);

    const answer = await say(client, made, "hurry [error 429]");

    expect(answer.status).toBe("complete");
    const [call] = await database()`
      select requests, outcome from ai_calls where message_id = ${answer.message_id}`;
    expect(call).toEqual({ requests: 2, outcome: "complete" });
  });
});
