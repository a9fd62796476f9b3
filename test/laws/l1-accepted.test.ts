// L1: nothing accepted is lost.
import { describe, expect, it } from "vitest";
import { guest } from "../support/client.ts";
import { database } from "../support/database.ts";
import { newKey, track } from "../support/learning.ts";
import { Socket } from "../support/socket.ts";
import { startTestStack } from "../support/stack.ts";
import { targetOf } from "../support/target.ts";
import { startRelay } from "../support/relay.ts";
import { shared } from "../support/target.ts";

describe("L1: message_accepted", () => {
  it("comes when the message and its pending answer are committed", async () => {
    const client = await guest();
    const socket = await Socket.open(client, newKey());

    for (const message of ["one", "two", "three"]) {
      const accepted = await socket.ask({ type: "text", message }, "message_accepted");

      const rows = await database()`
        select id, sender_type, message_content from chat_messages
        where id in (${accepted.message_id}, ${accepted.answer_id}) order by position`;
      expect(rows[0]).toMatchObject({ sender_type: "user", message_content: message });
      expect(rows[1]).toMatchObject({ sender_type: "ai" });
    }
  });

  it("does not come when the database is away, and the message can be sent again", async () => {
    const { modelUrl, databaseUrl } = shared();
    const relay = await startRelay(databaseUrl);
    const stack = await startTestStack(modelUrl, { env: { DATABASE_URL: relay.url } });
    try {
      const client = await guest({ target: targetOf(stack, modelUrl) });
      const made = await track(client);
      const socket = await Socket.open(client, made.session_id);
      const frame = { type: "text", message: "hello", client_message_id: "m1" };

      relay.cut();
      const refused = await socket.ask(frame, "error");
      expect(refused).toMatchObject({ code: "database_unavailable", client_message_id: "m1" });
      expect(socket.isOpen).toBe(true);
      await client.refused("database_unavailable", "getTrack", { params: { id: made.id } });

      relay.mend();
      const accepted = await socket.ask(frame, "message_accepted");
      const answer = await socket.next("ai_response");
      expect(answer.reply_to).toBe(accepted.message_id);
      expect(socket.all("message_accepted")).toHaveLength(1);
    } finally {
      await stack.stop();
      await relay.stop();
    }
  });
});
