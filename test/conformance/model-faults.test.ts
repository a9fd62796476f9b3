// The switches of the model, on the wire of an OpenAI-compatible server.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createFaultBoard, noFaults } from "../../packages/local/src/faults/faults.ts";
import { modelKey, modelName } from "../support/script.ts";
import { startScriptedModel, type ScriptedModel } from "../support/scripted-model.ts";

const board = createFaultBoard({ seed: 1 });
let model: ScriptedModel;

beforeAll(async () => {
  model = await startScriptedModel(board);
});
afterAll(() => model.stop());
beforeEach(() => Object.assign(board.values, noFaults()));

interface Asked {
  readonly stream?: boolean;
  readonly signal?: AbortSignal;
}

const ask = ({ stream = true, signal }: Asked = {}): Promise<Response> =>
  fetch(`${model.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${modelKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      model: modelName,
      stream,
      messages: [{ role: "user", content: "[long 20000] tell me" }],
    }),
    ...(signal && { signal }),
  });

interface Choice {
  readonly delta?: { readonly content?: string };
  readonly message?: { readonly content?: string };
  readonly finish_reason?: string | null;
}

/** What a body says: its text and why it ended. Throws what a client would throw at broken JSON. */
function read(body: string): { text: string; reason: string | undefined; done: boolean } {
  const streamed = body.startsWith("data: ");
  const events = streamed ? body.split("\n\n").filter(Boolean) : [`data: ${body}`];
  let text = "";
  let reason: string | undefined;
  let done = !streamed;
  for (const event of events) {
    const json = event.slice("data: ".length);
    if (json === "[DONE]") {
      done = true;
      continue;
    }
    const { choices = [] }: { choices?: Choice[] } = JSON.parse(json);
    text += choices[0]?.delta?.content ?? choices[0]?.message?.content ?? "";
    reason = choices[0]?.finish_reason ?? reason;
  }
  return { text, reason, done };
}

const whole = { text: expect.stringMatching(/^[\s\S]{20000}$/), reason: "stop", done: true };

/** The bytes that came before the answer broke off or was given up. */
async function partOf(answer: Response, quietMs?: number): Promise<string> {
  let body = "";
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const quiet = new Promise<"quiet">((done) => {
      if (quietMs !== undefined) setTimeout(done, quietMs, "quiet");
    });
    const step = await Promise.race([reader?.read().catch(() => undefined), quiet]);
    if (step === "quiet") return `${body}<quiet>`;
    if (step === undefined) return `${body}<cut>`;
    if (step.done) return body;
    body += step.value;
  }
}

test.each([true, false])("without a fault the answer is whole (stream %s)", async (stream) => {
  expect(read(await (await ask({ stream })).text())).toEqual(whole);
});

test.each([
  ["model.rateLimit", 429],
  ["model.error", 500],
  ["model.unavailable", 503],
] as const)("%s answers %i", async (name, status) => {
  board.values[name] = 1;
  const answer = await ask();
  board.values[name] = 0;

  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) } });
  expect((await ask()).status).toBe(200);
});

test("model.retryAfterSeconds is the Retry-After of a 429", async () => {
  Object.assign(board.values, { "model.rateLimit": 1, "model.retryAfterSeconds": 7 });
  const answer = await ask();

  expect(answer.headers.get("retry-after")).toBe("7");
});

test("model.disconnect ends the connection before the first byte", async () => {
  board.values["model.disconnect"] = 1;

  await expect(ask()).rejects.toThrow("fetch failed");
});

test("model.latencyMs lets the answer begin late", async () => {
  board.values["model.latencyMs"] = 300;
  const began = performance.now();
  await ask();

  expect(performance.now() - began).toBeGreaterThanOrEqual(299);
});

test.each([true, false])("model.cut breaks off in the middle (stream %s)", async (stream) => {
  board.values["model.cut"] = 1;
  const body = await partOf(await ask({ stream }));

  expect(body).toMatch(/^(?:data: )?\{[\s\S]*<cut>$/);
  expect(body).not.toContain("[DONE]");
});

test("model.stall falls silent in the middle, and the connection stays", async () => {
  board.values["model.stall"] = 1;
  const body = await partOf(await ask(), 500);

  expect(body).toMatch(/^data: \{[\s\S]*<quiet>$/);
  expect(body).not.toContain("[DONE]");
});

test.each([true, false])("model.malformed holds broken JSON (stream %s)", async (stream) => {
  board.values["model.malformed"] = 1;
  const body = await (await ask({ stream })).text();

  expect(() => read(body)).toThrow(SyntaxError);
});

test.each([
  [true, "model.empty", "stop"],
  [false, "model.empty", "stop"],
  [true, "model.refuse", "content_filter"],
  [false, "model.refuse", "content_filter"],
] as const)("an answer (stream %s) under %s has no text and ends with %s", async (...args) => {
  const [stream, name, reason] = args;
  board.values[name] = 1;

  expect(read(await (await ask({ stream })).text())).toEqual({ text: "", reason, done: true });
});

test("faults happen about as often as their chances say, and the other answers are whole", async () => {
  Object.assign(board.values, { seed: 5, "model.rateLimit": 0.25, "model.error": 0.25 });
  const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await ask()).status));

  for (const status of [429, 500]) {
    const count = statuses.filter((one) => one === status).length;
    expect(count).toBeGreaterThan(2);
    expect(count).toBeLessThan(20);
  }
  expect(statuses).toContain(200);
});
