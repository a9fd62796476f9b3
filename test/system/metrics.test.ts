// What a failing model writes into the log is what the alarms watch: infra/alarms.ts takes its names from the same place.
import { answerMetric, namespace } from "@ai-learning/core/metric-names";
import * as z from "zod";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modelOf } from "../models/mode.ts";
import { startModelServer, type ModelServer } from "../models/server.ts";
import { guest, type Client } from "../support/client.ts";
import { planned, track } from "../support/learning.ts";
import { startTestStack, type TestStack } from "../support/stack.ts";
import { targetOf } from "../support/target.ts";
import { until } from "../support/until.ts";

const counted = z.looseObject({
  event: z.literal("answer_counted"),
  stage: z.string(),
  code: z.string(),
  kind: z.string(),
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});
type Counted = z.infer<typeof counted>;

let server: ModelServer;
let stack: TestStack;
let client: Client;
const lines: Counted[] = [];

beforeAll(async () => {
  server = await startModelServer();
  stack = await startTestStack(server.url, {
    env: { DEFAULT_OPENAI_MODEL: "fine", SERVER_MODELS: ["fine", modelOf({ name: "401" })].join() },
    log: (_, line) => {
      if (line.includes('"answer_counted"')) lines.push(counted.parse(JSON.parse(line)));
    },
  });
  client = await guest({ target: targetOf(stack, server.url) });
}, 120_000);

afterAll(async () => {
  await stack.stop();
  await server.stop();
});

/** What CloudWatch would add to a metric of these dimensions for a line; undefined: nothing. */
function valueOf(
  line: Counted,
  name: string,
  dimensions: Readonly<Record<string, string>>,
): unknown {
  const keys = Object.keys(dimensions).toSorted().join();
  const isSummed = line._aws.CloudWatchMetrics.some(
    (one) =>
      one.Namespace === namespace &&
      one.Dimensions.some((set) => set.toSorted().join() === keys) &&
      one.Metrics.some(({ Name }) => Name === name),
  );
  const fits = Object.entries(dimensions).every(([key, value]) => line[key] === value);
  return isSummed && fits ? line[name] : undefined;
}

test("a key that the model's server refuses raises the numbers of two alarms", async () => {
  const made = await track(client);
  await client.ok("setChatConfig", {
    params: { id: made.chat_id },
    body: { model_name: modelOf({ name: "401" }) },
  });

  await client.refused("model_misconfigured", "chatResponse", {
    body: { message: "Hello", session_id: made.session_id, chat_id: made.chat_id },
  });

  const line = await until(() => lines.find(({ code }) => code === "model_misconfigured"));
  const { stage } = line;
  expect(valueOf(line, answerMetric.ended, { stage, code: "model_misconfigured" })).toBe(1);
  expect(valueOf(line, answerMetric.failed, { stage })).toBe(1);
  expect(valueOf(line, answerMetric.ended, { stage })).toBe(1);
});

test("a good answer is counted with the time of its first token, and raises no failure", async () => {
  await planned(client);

  const line = await until(() => lines.find(({ kind }) => kind === "welcome"));
  const { stage } = line;
  expect(valueOf(line, answerMetric.failed, { stage })).toBe(0);
  expect(valueOf(line, answerMetric.ended, { stage })).toBe(1);
  expect(valueOf(line, answerMetric.firstToken, { stage })).toBeGreaterThanOrEqual(0);
  expect(valueOf(line, answerMetric.ended, { stage, code: "none" })).toBe(1);
});
