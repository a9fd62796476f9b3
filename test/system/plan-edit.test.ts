// A plan that the learner edits by hand: a message of theirs, which the mentor reads and finalising takes as it stands.
import type { Track } from "@ai-learning/protocol/track";
import { describe, expect, test } from "vitest";
import { guest, type Client } from "../support/client.ts";
import type { RequestOf } from "../support/http.ts";
import { finalize, historyOf, planned, say, track, welcome } from "../support/learning.ts";
import { modelCalls } from "../support/model.ts";
import { Socket } from "../support/socket.ts";

type Edit = NonNullable<RequestOf<"savePlan">["body"]>;
type Plan = Edit["plan"];

const pottery: Plan = {
  title: "Pottery, my way",
  level: "beginner",
  modules: [
    {
      title: "Clay & water: “first” steps",
      hours: 3,
      summary: "How wet?",
      topics: ["Wedging — 100×"],
    },
    { title: "Wheel #2", hours: 5, summary: "First steps of mine", topics: [] },
  ],
};

const edit = (plan: Plan, basedOn: Edit["based_on"], id: string = crypto.randomUUID()): Edit => ({
  plan,
  based_on: basedOn,
  client_message_id: id,
});

const request = (of: Track, body: Edit) => ({ params: { id: of.chat_id }, body });

/** A track with its first plan, and where that stands. */
async function shown(client: Client, given: Parameters<typeof track>[1] = {}) {
  const made = await track(client, given);
  const { message_id } = await welcome(client, made);
  return { made, first: { message_id, attempt: 1 } };
}

describe("a plan edited by hand", () => {
  test("is the newest message of its chat, and the modules as it stands, without a model", async () => {
    const client = await guest();
    const { made, first } = await shown(client);
    const before = (await modelCalls(made.title)).length;

    const { message } = await client.ok("savePlan", request(made, edit(pottery, first)));
    const done = await finalize(client, made);

    expect(message).toMatchObject({ sender: "user", message_type: "plan", status: "complete" });
    expect(done).toMatchObject({ from_plan: true });
    expect(done.modules).toMatchObject([
      {
        title: "Clay & water: “first” steps",
        estimated_duration_hours: 3,
        description: "How wet?",
        learning_objectives: ["Wedging — 100×"],
      },
      { title: "Wheel #2", estimated_duration_hours: 5, learning_objectives: [] },
    ]);
    const history = await historyOf(client, made);
    expect(history.map((one) => one.message_type)).toEqual([
      "welcome",
      "plan",
      "finalization",
      "finalization",
    ]);
    expect((await modelCalls(made.title)).length).toBe(before);
  });

  test("is what the mentor reads next, in the learner's words", async () => {
    const client = await guest();
    const { made, first } = await shown(client);
    await client.ok("savePlan", request(made, edit(pottery, first)));

    await say(client, made, "Is that too much?");

    const [asked] = (await modelCalls(made.title)).slice(-1);
    const last = asked?.body.messages?.at(-1);
    expect(last?.role).toBe("user");
    expect(JSON.stringify(last?.content)).toContain("I have edited the plan myself");
    expect(JSON.stringify(last?.content)).toContain("First steps of mine");
    expect(JSON.stringify(last?.content)).toContain("Is that too much?");
  });

  test("is in Russian where it is written in Russian", async () => {
    const client = await guest();
    const { made, first } = await shown(client);
    const modules = [{ title: "Глина и вода", hours: 3, topics: ["Как мять глину"] }];

    const { message } = await client.ok("savePlan", request(made, edit({ modules }, first)));

    expect(message.content).toContain("### Модуль 1. Глина и вода — 3 ч");
  });

  test("is the first plan of a chat that shows none", async () => {
    const client = await guest();
    const made = await track(client);

    await client.ok("savePlan", request(made, edit(pottery, null)));

    expect((await historyOf(client, made)).map((one) => one.message_type)).toEqual(["plan"]);
  });

  test("reaches every open tab that knows of such messages, once", async () => {
    const client = await guest();
    const { made, first } = await shown(client);
    const socket = await Socket.open(client, made.session_id);
    socket.send({ type: "ping", protocol: 2 });
    await socket.next("pong");
    const body = edit(pottery, first);

    const { message } = await client.ok("savePlan", request(made, body));

    const frame = await socket.next("message_added");
    expect(frame).toMatchObject({ chat_id: made.chat_id, message });
  });

  test("is one message however often it is sent, and another text under its name is refused", async () => {
    const client = await guest();
    const { made, first } = await shown(client);
    const body = edit(pottery, first, "one-edit");
    const [one, two] = await Promise.all([
      client.ok("savePlan", request(made, body)),
      client.ok("savePlan", request(made, body)),
    ]);
    const three = await client.ok("savePlan", request(made, body));

    expect(new Set([one, two, three].map(({ message }) => message.id)).size).toBe(1);
    const other = edit({ ...pottery, title: "Another" }, first, "one-edit");
    await client.refused("message_id_reused", "savePlan", request(made, other));
    const said = (await historyOf(client, made)).filter((message) => message.sender === "user");
    expect(said).toHaveLength(1);
  });

  test("can be edited again", async () => {
    const client = await guest();
    const { made, first } = await shown(client);
    const { message } = await client.ok("savePlan", request(made, edit(pottery, first)));
    const next = { message_id: message.id, attempt: message.attempt };

    await client.ok("savePlan", request(made, edit({ modules: pottery.modules.slice(1) }, next)));

    expect((await finalize(client, made)).modules.map((one) => one.title)).toEqual(["Wheel #2"]);
  });
});

describe("an edit of a plan that is not the chat's any more", () => {
  test("is refused after another tab saved one, and nothing is stored", async () => {
    const client = await guest();
    const { made, first } = await shown(client);
    await client.ok("savePlan", request(made, edit(pottery, first)));

    await client.refused("plan_changed", "savePlan", request(made, edit(pottery, first)));
    await client.refused("plan_changed", "savePlan", request(made, edit(pottery, null)));

    expect(await historyOf(client, made)).toHaveLength(2);
  });

  test("is refused after the mentor showed a new one, also in the same place", async () => {
    const client = await guest();
    const { made, first } = await shown(client);
    await client.ok("regenerate", { body: { message_id: first.message_id, attempt: 1 } });

    await client.refused("plan_changed", "savePlan", request(made, edit(pottery, first)));

    const [now] = await historyOf(client, made);
    const attempt = now?.attempt ?? 0;
    expect(attempt).toBeGreaterThan(1);
    await client.ok("savePlan", request(made, edit(pottery, { ...first, attempt })));
  });

  test("is taken after words that show no plan", async () => {
    const client = await guest();
    const { made, first } = await shown(client);
    await say(client, made, "[say] Fine.");

    const { message } = await client.ok("savePlan", request(made, edit(pottery, first)));

    expect(message.position).toBe(4);
  });

  test("of two at once, one is stored", async () => {
    const client = await guest();
    const { made, first } = await shown(client);
    const answers = await Promise.all(
      ["One", "Two", "Three"].map((title) =>
        client.send("savePlan", request(made, edit({ ...pottery, title }, first))),
      ),
    );

    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    expect(await historyOf(client, made)).toHaveLength(2);
  });
});

test("a plan is not saved while the mentor is answering", async () => {
  const client = await guest();
  const { made, first } = await shown(client);
  const socket = await Socket.open(client, made.session_id);
  socket.send({ type: "ping", protocol: 2 });
  await socket.next("pong");
  socket.send({ type: "text", message: "[slow 3] Go on", protocol: 2 });
  await socket.next("message_accepted");

  await client.refused("turn_in_progress", "savePlan", request(made, edit(pottery, first)));

  await socket.next("ai_response");
  await client.ok("savePlan", request(made, edit(pottery, first)));
});

describe("a plan that cannot be one", () => {
  const modules = pottery.modules;
  const module = modules[0] ?? { title: "Clay", hours: 3 };
  const many = Array.from({ length: 21 }, (_, at) => ({ title: `Part ${at}`, hours: 1 }));
  const long = Array.from({ length: 20 }, (_, at) => ({
    title: `Part ${at}`,
    hours: 1,
    summary: "x".repeat(3_000),
  }));

  test.each<[string, Plan, string, RegExp]>([
    ["of 21 modules", { modules: many }, "plan.modules", /at most 20 modules/],
    ["of no modules", { modules: [] }, "plan.modules", /at least 1 module/],
    ["of 0 hours", { modules: [{ ...module, hours: 0 }] }, "plan.modules.0.hours", /at least 1/],
    ["of half an hour", { modules: [{ ...module, hours: 0.5 }] }, "plan.modules.0.hours", /whole/],
    [
      "of 501 hours",
      { modules: [{ ...module, hours: 501 }] },
      "plan.modules.0.hours",
      /at most 500/,
    ],
    ["whose hours do not add up", { modules, total_hours: 9 }, "plan.total_hours", /must be 8/],
    [
      "with a title of 10,000 characters",
      { modules: [{ ...module, title: "x".repeat(10_000) }] },
      "plan.modules.0.title",
      /at most 200 characters/,
    ],
    [
      "with HTML in a title",
      { modules: [{ ...module, title: "<img src=x onerror=alert(1)>" }] },
      "plan.modules.0.title",
      /without HTML/,
    ],
    ["with HTML in its name", { title: "<b>Clay</b>", modules }, "plan.title", /without HTML/],
    [
      "with an empty title",
      { modules: [{ ...module, title: "  " }] },
      "plan.modules.0.title",
      /empty/,
    ],
    [
      "with 21 topics in a module",
      { modules: [{ ...module, topics: many.map((one) => one.title) }] },
      "plan.modules.0.topics",
      /at most 20 topics/,
    ],
    ["longer than a message", { modules: long }, "plan", /at most 30000 characters/],
  ])("%s is refused by name, and nothing is stored", async (_, plan, path, sentence) => {
    const client = await guest();
    const { made, first } = await shown(client);

    const refused = await client.refused(
      "invalid_request",
      "savePlan",
      request(made, edit(plan, first)),
    );

    expect(refused.issues?.map((one) => one.path)).toContain(path);
    expect(refused.issues?.find((one) => one.path === path)?.message).toMatch(sentence);
    expect(await historyOf(client, made)).toHaveLength(1);
  });
});

describe("the title of a track", () => {
  const wish = "I want to throw pots on a wheel";
  const drafted = (client: Client, isWish: boolean): Promise<Track> =>
    client.ok("createTrack", {
      body: {
        title: wish,
        difficulty_level: "beginner",
        estimated_duration_hours: 8,
        ...(isWish && { title_is_wish: true }),
      },
    });
  const read = (client: Client, of: Track) => client.ok("getTrack", { params: { id: of.id } });

  test("is the plan's where the track began with a wish, which stays as expectations", async () => {
    const client = await guest();
    const made = await drafted(client, true);
    expect(made).toMatchObject({ title: wish, title_source: "wish" });

    await client.ok("savePlan", request(made, edit(pottery, null)));

    expect(await read(client, made)).toMatchObject({
      title: "Pottery, my way",
      title_source: "plan",
      user_expectations: wish,
    });
  });

  test("follows the plan that the mentor shows, until the learner names the track", async () => {
    const client = await guest();
    const made = await drafted(client, true);
    const plan = (title: string) =>
      `[say]\n## Course plan: ${title}\n**Total: 5 h**\n\n### Module 1. Clay — 5 h\n- Wedging\n\n**Total: 5 h**`;
    await say(client, made, plan("Bowls"));
    expect((await read(client, made)).title).toBe("Bowls");
    await client.ok("updateTrack", { params: { id: made.id }, body: { description: "Evenings" } });
    await say(client, made, plan("Plates"));
    expect((await read(client, made)).title).toBe("Plates");

    await client.ok("updateTrack", { params: { id: made.id }, body: { title: "Mine" } });
    await say(client, made, plan("Cups"));

    expect(await read(client, made)).toMatchObject({ title: "Mine", title_source: "learner" });
  });

  test("typed by the learner is never replaced", async () => {
    const client = await guest();
    const made = await drafted(client, false);

    await client.ok("savePlan", request(made, edit(pottery, null)));

    expect(await read(client, made)).toMatchObject({ title: wish, title_source: "learner" });
  });
});

test("an edited plan is in the export of its user", async () => {
  const client = await guest();
  const made = await planned(client);
  const [first] = await historyOf(client, made);
  await client.ok(
    "savePlan",
    request(made, edit(pottery, { message_id: first?.id ?? "", attempt: first?.attempt ?? 0 })),
  );
  const { tables } = await client.ok("exportMe");

  expect(JSON.stringify(tables["chat_messages"])).toContain("First steps of mine");
});
