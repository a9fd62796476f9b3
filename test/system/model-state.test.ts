// What the model does before its first word, told to whoever watches.
import { expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { historyOf, track } from "../support/learning.ts";
import { release } from "../support/model.ts";
import { Socket } from "../support/socket.ts";

test("a model that thinks aloud is said to be thinking, in a tab that opens meanwhile too; its thoughts are not shown", async () => {
  const client = await guest();
  const made = await track(client);
  const [tab, original] = await Promise.all([
    Socket.open(client, made.session_id),
    Socket.open(client, made.session_id),
  ]);
  tab.send({ type: "text", protocol: 2, message: "hm [think 5]" });
  const thinking = await tab.next("ai_state");
  const late = await Socket.open(client, made.session_id);
  await late.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");

  expect(await late.next("ai_state")).toMatchObject({
    state: "thinking",
    message_id: thinking.message_id,
    attempt: 1,
  });
  const answer = await tab.next("ai_response");
  expect(answer.message).toBe("Answer to: hm [think 5]");
  expect(tab.all("ai_state").map((one) => one.state)).toEqual(["thinking"]);
  expect(original.all("ai_state")).toEqual([]);
  expect((await historyOf(client, made)).at(-1)?.content).toBe(answer.message);
});

test("a model that gives no sign for some seconds is said to be starting", async () => {
  const client = await guest();
  const made = await track(client);
  const tab = await Socket.open(client, made.session_id);
  const key = crypto.randomUUID();
  tab.send({ type: "text", protocol: 2, message: `hm [hold ${key}]` });

  const starting = await tab.next("ai_state");
  await release(key);

  expect(starting.state).toBe("starting");
  expect(await tab.next("ai_response")).toMatchObject({ message_id: starting.message_id });
});
