// A connection that is slow or gone is its own affair: nobody else waits for it or loses anything.
import { expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { database } from "../support/database.ts";
import { track } from "../support/learning.ts";
import { Socket } from "../support/socket.ts";
import { startTestStack } from "../support/stack.ts";
import { shared, targetOf } from "../support/target.ts";
import { until } from "../support/until.ts";

test("the next turn is written while the last frame of the one before is still on its way", async () => {
  const { modelUrl } = shared();
  const stack = await startTestStack(modelUrl);
  try {
    const target = targetOf(stack, modelUrl);
    const client = await guest({ target });
    const made = await track(client);
    const tab = await Socket.open(client, made.session_id);
    tab.send({ type: "text", protocol: 2, message: "first [slow 1]", client_message_id: "1" });
    await tab.next("message_accepted");
    stack.faults["posts.delayMs"] = 2_500;
    // Not over HTTP: that request would tell the tab first, and be answered when both turns are long over.
    tab.send({ type: "text", protocol: 2, message: "second [slow 2]", client_message_id: "2" });
    const told = (): string[] => tab.all("ai_response").map((one) => one.message);

    await until(async () => {
      const [row] = await database(target)`
        select message_content as text from chat_messages
        where chat_id = ${made.chat_id} and position = 4`;
      return (row?.["text"] ?? "") !== "";
    });

    expect(told()).toEqual([]);
    stack.faults["posts.delayMs"] = 0;
    await until(() => told().length === 2);
    expect(told()[0]).toContain("Answer to: first");
  } finally {
    await stack.stop();
  }
});

test("a socket that vanished without a close is removed at its first undelivered frame, and no other is", async () => {
  const { modelUrl } = shared();
  const stack = await startTestStack(modelUrl, { faults: { "sockets.loseDisconnect": 1 } });
  try {
    const client = await guest({ target: targetOf(stack, modelUrl) });
    const made = await track(client);
    const isActive = async (): Promise<boolean> =>
      (await client.ok("getActiveChat", { params: { id: made.session_id } })).is_active;
    await Socket.open(client, made.session_id);
    expect(stack.dropSockets("all", "reset")).toBe(1);
    expect(await isActive()).toBe(true);
    const tab = await Socket.open(client, made.session_id);

    await tab.ask({ type: "text", protocol: 2, message: "still there?" }, "ai_response");

    expect(await isActive()).toBe(true);
    stack.faults["sockets.loseDisconnect"] = 0;
    await tab.close();
    await until(async () => !(await isActive()));
  } finally {
    await stack.stop();
  }
});
