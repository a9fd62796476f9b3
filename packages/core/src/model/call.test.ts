// What is told of a model while nothing of its answer comes, on a clock that the test lets run.
import { expect, it } from "vitest";
import { FakeClock } from "../test/fake-clock.ts";
import { ask, type Answer } from "./client.ts";
import { limits } from "./limits.ts";

const written = (text: string): Response =>
  new Response(
    `data: ${JSON.stringify({ choices: [{ delta: { content: text }, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`,
    { headers: { "content-type": "text/event-stream" } },
  );
const loading = (): Response =>
  new Response(JSON.stringify({ error: { message: "The model is loading" } }), { status: 503 });

/** A call of a model that answers each request by `respond`. */
function called(respond: (signal: AbortSignal) => Promise<Response>) {
  const clock = new FakeClock();
  const states: string[] = [];
  const end: { answer?: Answer } = {};
  const ended = ask(
    {
      baseUrl: "http://model.invalid/v1",
      // How a server is asked is remembered by its name.
      name: crypto.randomUUID(),
      key: "k",
      own: false,
      fetch: (_, init) => respond(init?.signal ?? new AbortController().signal),
    },
    {
      messages: [{ role: "user", content: "Hello" }],
      settings: { temperature: 0.5, maxTokens: 100 },
      signal: new AbortController().signal,
      onText: () => undefined,
      onState: (state) => states.push(state),
    },
    limits,
    clock,
  ).then((answer) => (end.answer = answer));
  /** Lets the clock run in small steps until the call has ended. */
  const run = async (): Promise<Answer> => {
    while (end.answer === undefined) await clock.run(100);
    return ended;
  };
  return { clock, states, ended, run };
}

it("a model is said to be starting five seconds after it was asked, and no sooner", async () => {
  const response = Promise.withResolvers<Response>();
  const { clock, states, ended } = called(() => response.promise);

  await clock.run(4_999);
  expect(states).toEqual([]);
  await clock.run(1);
  expect(states).toEqual(["starting"]);
  response.resolve(written("Hello!"));

  expect(await ended).toMatchObject({ text: "Hello!", error: null, durationMs: 5_000 });
  expect(states).toEqual(["starting", "writing"]);
  expect(clock.waiting).toBe(0);
});

it("a model that answers within five seconds is never said to be starting", async () => {
  const response = Promise.withResolvers<Response>();
  const { clock, states, ended } = called(() => response.promise);

  await clock.run(4_999);
  response.resolve(written("Hello!"));
  await ended;
  await clock.run(60_000);

  expect(states).toEqual(["writing"]);
});

it("a server that says that it loads the model is asked again until it answers, far beyond the usual retries", async () => {
  let requests = 0;
  const { states, run } = called(async () => {
    requests += 1;
    return requests <= limits.retries + 3 ? loading() : written("Hello!");
  });

  expect(await run()).toMatchObject({ text: "Hello!", error: null, requests: limits.retries + 4 });
  expect(states).toEqual(["starting", "writing"]);
});

it("a server that loads the model for longer than a model is waited for has failed, and may still be starting", async () => {
  const { clock, run } = called(async () => loading());

  expect(await run()).toMatchObject({ error: "model_unavailable", advice: "starting" });
  expect(clock.now()).toBeGreaterThanOrEqual(limits.headersMs - limits.backoff.maxMs);
  expect(clock.now()).toBeLessThan(limits.headersMs + limits.backoff.maxMs);
});

it("a model that gives no sign for two minutes has timed out, and may still be starting", async () => {
  const { clock, run } = called(
    (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      }),
  );

  expect(await run()).toMatchObject({ error: "model_timeout", advice: "starting" });
  expect(clock.now()).toBe(limits.headersMs);
});
