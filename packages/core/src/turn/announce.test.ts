import { describe, expect, it, vi } from "vitest";
import { connection, FakeTransport } from "../test/fake-transport.ts";
import { announceAccepted, announceEnded } from "./announce.ts";
import type { Accepted, Ended } from "./turn.sql.ts";

vi.mock("../log.ts");

const accepted: Accepted = {
  outcome: "accepted",
  session_id: "session",
  moved_from: null,
  chat_id: "chat",
  message_id: "question",
  answer_id: "answer",
  client_message_id: "c1",
  content: "Hello",
  revision: 0,
  kind: "text",
  position: 1,
  answer_position: 2,
  answer_status: "pending",
  answer_attempt: 0,
  continues: null,
  opened_over: "socket",
  module_id: null,
  timestamp: "2026-01-01T00:00:00.000000Z",
};
const ended: Ended = {
  chat_id: "chat",
  session_id: "session",
  message_id: "answer",
  reply_to: "question",
  position: 2,
  attempt: 1,
  revision: 0,
  opened_over: "socket",
  kind: "text",
  status: "failed",
  text: "",
  model: null,
  tokens: null,
  error: "gave_up",
  notes: null,
  module_id: null,
  more: false,
};

describe("an announcement", () => {
  it("goes to every connection of the session under its own key", async () => {
    const transport = new FakeTransport(connection("a"), connection("b"));

    await announceAccepted(accepted, "socket", undefined, transport);

    for (const id of ["a", "b"]) {
      expect(transport.framesOf(id, "message_accepted")).toMatchObject([
        { session_id: `key-${id}`, client_message_id: "c1", message: "Hello", answer_id: "answer" },
      ]);
    }
  });

  it("of a turn opened over HTTP leaves out clients of the original, but not the one that asked", async () => {
    const [asker, other] = [connection("asker", { protocol: 1 }), connection("o", { protocol: 1 })];
    const transport = new FakeTransport(asker, other);

    await announceAccepted(accepted, "http", asker, transport);

    expect(transport.posted.map(({ to }) => to)).toEqual(["asker"]);
  });

  it("reaches the one that asked when the others cannot be read", async () => {
    const transport = new FakeTransport();
    transport.isDown = true;

    await announceAccepted(accepted, "socket", connection("asker"), transport);
    await announceAccepted(accepted, "socket", undefined, transport);

    expect(transport.posted.map(({ to }) => to)).toEqual(["asker"]);
  });

  it("does not fail with a connection: one that is gone is forgotten, one that fails is left", async () => {
    const transport = new FakeTransport(connection("gone"), connection("busy"), connection("a"));
    transport.behave = (id) =>
      id === "busy" ? Promise.reject(new Error("busy")) : Promise.resolve(id !== "gone");

    await announceAccepted(accepted, "socket", undefined, transport);

    expect(transport.posted.map(({ to }) => to)).toEqual(["a"]);
    expect(transport.removed).toEqual(["gone"]);
  });

  it("of an end without a worker says how the turn ended", async () => {
    const transport = new FakeTransport(connection("a"));

    await announceEnded(ended, undefined, transport);
    await announceEnded({ ...ended, status: "stopped", text: "half" }, undefined, transport);

    expect(transport.framesOf("a", "error")).toMatchObject([
      { code: "gave_up", message_id: "answer", status: "failed" },
    ]);
    expect(transport.framesOf("a", "ai_response")).toMatchObject([
      { status: "stopped", message: "half" },
    ]);
  });
});
