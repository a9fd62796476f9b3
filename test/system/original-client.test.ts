// A client written for the original system, from registration to modules, with its own habits: cookies
// kept by the browser, an opaque session key, no token in frames, no chat_id with what is said.
import { beforeAll, describe, expect, test } from "vitest";
import { anonymous, guest, newPerson, registered, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { Jar } from "../support/jar.ts";
import { newKey, newTitle } from "../support/learning.ts";
import { withModules } from "../support/lessons.ts";
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

/** An id as the original's page invents it for a module it has just shown: milliseconds, and noise. */
const invented = (): string =>
  `${String(Date.now())}${crypto.randomUUID().replaceAll("-", "").slice(0, 9)}`;

describe.each([
  ["a guest", guest],
  ["an account", registered],
])("the original's module pages, read by %s", (_, arrive) => {
  const [name, nextName] = [invented(), invented()];
  let page: Client;
  let track: { readonly id: string; readonly session_id: string };
  let modules: readonly { readonly id: string }[];
  let lesson: string;
  let chatId: unknown;

  const post = async (path: string, body: object): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await page.request("POST", path, { body });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    return answer.body as Readonly<Record<string, unknown>>;
  };
  const about = (module_id: string) => ({
    track_id: track.id,
    module_id,
    session_id: track.session_id,
    user_id: page.user.id,
  });
  const start = (module_id: string) => post("/api/ai/module-learning-start", about(module_id));
  const chat = (module_id: string, message: string) =>
    post("/api/ai/module-chat", { ...about(module_id), chat_id: chatId, message });
  const history = async (module_id: string) => {
    const answer = await post("/api/ai/module-chat-history", about(module_id));
    return answer["history"] as { sender: string; content: string; message_type: string }[];
  };

  beforeAll(async () => {
    page = await arrive();
    const made = await withModules(page);
    track = made;
    modules = made.modules;
  });

  test("have no talk before the module is begun", async () => {
    expect(await history(name)).toEqual([]);
  });

  test("begin the first module by an id of their own, with its first lesson", async () => {
    const answer = await start(name);
    expect(answer).toMatchObject({
      module_id: modules[0]?.id,
      error: null,
      tokens_used: expect.any(Number),
    });
    lesson = String(answer["module_summary"]);
    chatId = answer["chat_id"];
    expect(lesson).toContain("### Hint 3");
  });

  test("find the same lesson by that id after a reload, by the stored id and by the number", async () => {
    for (const id of [name, name.toUpperCase(), modules[0]?.id ?? "", "1"]) {
      expect(await start(id)).toMatchObject({
        module_id: modules[0]?.id,
        module_summary: lesson,
        chat_id: chatId,
      });
    }
    const calls = await database()`
      select kind from ai_calls where track_id = ${track.id} and kind in ('outline', 'lesson')
      order by kind`;
    expect(calls).toEqual([{ kind: "lesson" }, { kind: "outline" }]);
  });

  test("talk about it, and show the talk again", async () => {
    expect(await chat(name, "Why?")).toMatchObject({
      response: expect.stringContaining("Answer to: Why?"),
      chat_id: chatId,
      error: null,
    });
    await chat("1", "And then?");
    const shown = await history(name);
    expect(shown).toMatchObject([
      { sender: "ai", message_type: "lesson", content: lesson },
      { sender: "user", content: "Why?" },
      { sender: "ai" },
      { sender: "user", content: "And then?" },
      { sender: "ai" },
    ]);
    expect(await history(modules[0]?.id ?? "")).toEqual(shown);
  });

  test("complete it by the same id, and it stays that module's", async () => {
    const done = await post("/api/ai/module-complete", about(name));
    expect(done).toMatchObject({ module_id: modules[0]?.id, status: "completed" });
    const read = await page.ok("getTrack", { params: { id: track.id } });
    expect(read.modules.map(({ status }) => status)).toEqual(["completed", "not_started"]);
    expect(await start(name)).toMatchObject({ module_id: modules[0]?.id, module_summary: lesson });
    expect(await post("/api/ai/module-complete", about(name))).toEqual(done);
  });

  test("go on with the next module under another id of their own", async () => {
    const next = await start(nextName);
    expect(next).toMatchObject({ module_id: modules[1]?.id });
    expect(next["chat_id"]).not.toBe(chatId);
    expect(await start("2")).toMatchObject({ module_summary: next["module_summary"] });
    expect(await history(nextName)).toHaveLength(1);
    expect(await start(name)).toMatchObject({ module_id: modules[0]?.id });
  });

  test("know no module by a number or an id that is none, nor one of a stranger's track", async () => {
    for (const id of ["3", "0", crypto.randomUUID()]) {
      const refused = await page.request("POST", "/api/ai/module-learning-start", {
        body: about(id),
      });
      expect(refused).toMatchObject({ status: 404, body: { code: "module_not_found" } });
    }
    const { user_id: __, ...body } = about(name);
    const strange = await (await guest()).request("POST", "/api/ai/module-chat-history", { body });
    expect(strange).toMatchObject({ status: 404, body: { code: "track_not_found" } });
  });

  test("have a lesson written on a title", async () => {
    const request = { lesson_title: "Glazes", module_context: `Pottery of ${page.user.id}` };
    const answer = await post("/api/ai/generate-lesson", { ...request, content_type: "lecture" });
    expect(answer).toMatchObject({ error: null, tokens_used: expect.any(Number) });
    expect(answer["content"]).toContain("Glazes");
  });
});
