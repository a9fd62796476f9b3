// A client written for the original system, from registration to modules, with its own habits: cookies
// kept by the browser, an opaque session key, no token in frames, no chat_id with what is said.
import { beforeAll, describe, expect, test } from "vitest";
import { anonymous, newPerson, type Client } from "../support/client.ts";
import { Jar } from "../support/jar.ts";
import { newKey, newTitle } from "../support/learning.ts";
import { modelCalls } from "../support/model.ts";
import { Socket } from "../support/socket.ts";
import { expiredToken } from "../support/token.ts";

interface Fields {
  readonly id: string;
  readonly chat_id: string;
  readonly modules: readonly unknown[];
}

/** What the original sends, and the fields it reads of the answers; it knows no others. */
describe("a client of the original", () => {
  const key = newKey();
  const title = newTitle();
  let page: Client;
  let socket: Socket;
  let track: Fields;
  let chatId: string;
  let plan: string;

  const post = async (path: string, body: object): Promise<Fields & Record<string, unknown>> => {
    const answer = await page.request("POST", path, { body });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body as Fields & Record<string, unknown>;
  };
  const whoAndWhere = () => ({ session_id: key, user_id: page.user.id });
  const request = () => ({
    ...whoAndWhere(),
    skill_area: title,
    user_expectations: "A bowl",
    difficulty_level: "beginner",
    duration_hours: 10,
  });

  beforeAll(async () => {
    const jar = new Jar();
    const { access_token, user } = await anonymous({ jar }).ok("register", { body: newPerson() });
    page = anonymous({ jar, token: access_token }).with({ user });
    // A browser's socket sends cookies; the original puts no token anywhere near it.
    socket = await Socket.open(page.with({ token: null }), key, { kept: true });
  });

  test("has a key of 22 characters that is no UUID", () => {
    expect(key).toMatch(/^[0-9a-f]{22}$/);
  });

  test("finds no chat to restore at first", async () => {
    const frame = { type: "restore_chat", user_id: page.user.id };
    const restored = await socket.ask(frame, "chat_restored");
    expect(restored).toMatchObject({ has_existing_chat: false, session_id: key });
  });

  test("makes a track of six fields", async () => {
    track = await post("/api/tracks", {
      title,
      description: "From clay to bowl",
      skill_area: title,
      difficulty_level: "beginner",
      estimated_duration_hours: 10,
      user_expectations: "A bowl",
    });
    expect(track).toMatchObject({ title, status: "planning", modules: [] });
  });

  test("asks for its first plan without naming the track", async () => {
    const answer = await post("/api/ai/welcome-message", request());
    expect(answer).toMatchObject({ success: true, error: null, tokens_used: expect.any(Number) });
    expect(answer["message"]).toContain(title);
    plan = String(answer["message"]);
    chatId = answer.chat_id;
  });

  test("sends a message without chat_id and finds it in the same dialogue", async () => {
    const answer = await post("/api/ai/chat-response", {
      message: "More practice, please",
      session_id: key,
      track_context: { title },
    });
    expect(answer).toMatchObject({
      success: true,
      response: "Answer to: More practice, please",
      chat_id: chatId,
    });
  });

  test("renders HTTP replies itself: its socket does not repeat them", async () => {
    await socket.quiet();
    expect(socket.all("ai_response")).toEqual([]);
  });

  test("opens another chat under its own key and comes back", async () => {
    const aside = await post("/api/chat/chats", { session_id: key, chat_name: "Chat 2" });
    const said = await post("/api/ai/chat-response", { message: "Aside", session_id: key });
    expect(said.chat_id).toBe(aside.id);
    const back = await post(`/api/chat/sessions/${key}/switch-chat`, { chat_id: chatId });
    expect(back["history"]).toMatchObject([
      { sender: "ai", content: plan, message_type: "welcome" },
      { sender: "user", content: "More practice, please" },
      { sender: "ai" },
    ]);
  });

  test("turns the plan into modules and is notified on its socket", async () => {
    const answer = await post("/api/ai/finalize-course-plan", {
      ...whoAndWhere(),
      skill_area: title,
      track_id: track.id,
    });
    expect(answer).toMatchObject({ success: true, modules_count: 4, error: null });
    const told = await socket.next("finalization_complete");
    expect(told).toMatchObject({
      session_id: key,
      chat_id: chatId,
      track_id: track.id,
      modules_created: 4,
    });
    const read = await page.request("GET", `/api/tracks/${track.id}`);
    expect((read.body as Fields).modules).toEqual(answer.modules);
  });

  test("goes on when its token has run out, on the same page", async () => {
    page = page.with({ token: await expiredToken(page.user.id) });
    const said = await post("/api/ai/chat-response", { message: "Later", session_id: key });
    expect(said).toMatchObject({ response: "Answer to: Later", chat_id: chatId });
    const tracks = await page.request("GET", "/api/tracks");
    expect(tracks.body).toMatchObject([{ id: track.id }]);
    const answer = await socket.ask(
      { message: "Over the socket", user_id: page.user.id, type: "text" },
      "ai_response",
    );
    expect(answer).toMatchObject({ message: "Answer to: Over the socket", chat_id: chatId });
    expect(answer.model_used).toBe("scripted-model");
  });

  test("reaches the same dialogue on a second device, without a second plan", async () => {
    const other = newKey();
    const device = await Socket.open(page, other);
    const before = await device.ask(
      { type: "restore_chat", user_id: page.user.id },
      "chat_restored",
    );
    expect(before.has_existing_chat).toBe(false);

    const answer = await post("/api/ai/welcome-message", { ...request(), session_id: other });

    expect(answer).toMatchObject({ message: plan, chat_id: chatId });
    const welcomes = (await modelCalls(title)).filter(({ body }) =>
      JSON.stringify(body.messages[0]).includes("You are a friendly course curator"),
    );
    expect(welcomes).toHaveLength(1);
    const restored = await device.ask({ type: "restore_chat" }, "chat_restored");
    expect(restored).toMatchObject({ session_id: other, chat_id: chatId });
  });

  test("finds the whole dialogue under one chat_id when it comes back", async () => {
    await socket.close();
    const again = await Socket.open(page, key);

    const restored = await again.ask(
      { type: "restore_chat", user_id: page.user.id },
      "chat_restored",
    );

    expect(restored).toMatchObject({ has_existing_chat: true, chat_id: chatId, has_more: false });
    expect(new Set(restored.history.map(({ chat_id }) => chat_id))).toEqual(new Set([chatId]));
    const said = restored.history.map(({ sender, message_type }) => `${sender} ${message_type}`);
    expect(said).toEqual([
      "ai welcome",
      "user text",
      "ai text",
      "user finalization",
      "ai finalization",
      "user text",
      "ai text",
      "user text",
      "ai text",
    ]);
    const dates = restored.history.map(({ timestamp }) => Date.parse(timestamp));
    expect(dates.every(Number.isFinite)).toBe(true);
  });

  test("finds the dialogue of a track that it names only by title", async () => {
    const skill_area = newTitle();
    const made = await post("/api/tracks", {
      title: skill_area,
      description: "",
      skill_area,
      difficulty_level: "beginner",
      estimated_duration_hours: 10,
      user_expectations: "",
    });
    const said = (message: string, track_context: string) =>
      post("/api/ai/chat-response", { message, session_id: newKey(), track_context });
    const first = await said("Составьте план", `${skill_area} - undefined - undefinedч`);
    const second = await said("Больше практики", skill_area);
    expect([first.chat_id, second.chat_id]).toEqual([made.chat_id, made.chat_id]);
  });
});
