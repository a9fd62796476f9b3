import type { HistoryItem } from "@ai-learning/protocol/chat";
import { describe, expect, it, vi } from "vitest";
import { connection, FakeTransport } from "../test/fake-transport.ts";
import { resume, type Resume } from "./resume.ts";
import { deltaChars } from "./window.ts";

vi.mock("../log.ts");

const message = (given: Partial<HistoryItem> = {}): HistoryItem => ({
  id: "answer",
  chat_id: "chat",
  sender: "ai",
  content: "Hello there",
  message_type: "text",
  timestamp: "2026-01-01T00:00:00.000000Z",
  ai_model_used: "model",
  tokens_used: 5,
  position: 2,
  status: "complete",
  attempt: 2,
  revision: 0,
  reply_to: "question",
  client_message_id: null,
  error_code: null,
  ...given,
});

async function resumed(stored: HistoryItem, from: Partial<Resume> = {}) {
  const transport = new FakeTransport();
  await resume(
    connection("a"),
    { message_id: "answer", attempt: 2, offset: 0, ...from },
    {
      transport,
      message: () =>
        Promise.resolve({
          session_id: "session",
          chat_id: "chat",
          message: stored,
          track_id: "track",
          modules: 3,
        }),
    },
  );
  return transport;
}

describe("resume", () => {
  it("sends what is missing of the same attempt, then the end", async () => {
    const transport = await resumed(message(), { offset: 6 });

    expect(transport.posted.map(({ frame }) => frame)).toMatchObject([
      { type: "ai_delta", attempt: 2, offset: 6, text: "there", session_id: "key-a" },
      { type: "ai_response", attempt: 2, message: "Hello there", status: "complete" },
    ]);
  });

  it("sends all of an attempt that is not known", async () => {
    const transport = await resumed(message(), { attempt: 1, offset: 6 });

    expect(transport.textOf("a")).toBe("Hello there");
  });

  it("sends no more than there is for any offset, and no end while it is written", async () => {
    const transport = await resumed(message({ status: "generating" }), { offset: 900 });

    expect(transport.posted).toEqual([]);
  });

  it("sends a long answer in pieces of whole characters", async () => {
    const content = `${"x".repeat(deltaChars - 1)}😀${"y".repeat(deltaChars)}`;
    const transport = await resumed(message({ content }));

    const deltas = transport.framesOf("a", "ai_delta");
    expect(deltas.length).toBeGreaterThan(2);
    expect(deltas.every(({ text }) => text.isWellFormed())).toBe(true);
    expect(transport.textOf("a")).toBe(content);
  });

  it("of a finalisation ends with its modules", async () => {
    const transport = await resumed(message({ message_type: "finalization" }));

    expect(transport.framesOf("a", "finalization_complete")).toMatchObject([
      { track_id: "track", modules_created: 3, message: "Hello there", attempt: 2 },
    ]);
    expect(transport.framesOf("a", "ai_response")).toEqual([]);
  });

  it("of a welcome ends as one, and of a failed answer with its reason", async () => {
    const welcome = await resumed(message({ message_type: "welcome", reply_to: null }));
    const failed = await resumed(message({ status: "failed", error_code: "model_timeout" }));

    expect(welcome.framesOf("a", "ai_response")).toMatchObject([{ is_welcome: true }]);
    expect(failed.framesOf("a", "error")).toMatchObject([{ code: "model_timeout" }]);
  });

  it("stops with a connection that is gone", async () => {
    const transport = new FakeTransport();
    transport.behave = () => Promise.resolve(false);
    const asker = connection("a");

    await resume(
      asker,
      { message_id: "answer", attempt: 2, offset: 0 },
      {
        transport,
        message: () =>
          Promise.resolve({
            session_id: "session",
            chat_id: "chat",
            message: message(),
            track_id: null,
            modules: 0,
          }),
      },
    );

    expect(transport.removed).toEqual(["a"]);
    expect(transport.posted).toEqual([]);
  });
});
