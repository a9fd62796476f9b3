// One turn's log lines, from the socket's frame to the settlement, as functions write them to their standard output.
import { serviceMetric } from "@ai-learning/core/metric-names";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { database } from "../support/database.ts";
import { say, track } from "../support/learning.ts";
import { ownStack, type OwnStack } from "../support/own-stack.ts";
import { Socket } from "../support/socket.ts";
import { until } from "../support/until.ts";

interface Line {
  /** The function that wrote it. */
  readonly source: string;
  readonly level: string;
  readonly event: string;
  readonly [field: string]: unknown;
}

let own: OwnStack;
const lines: Line[] = [];

beforeAll(async () => {
  own = await ownStack({
    scheduleEveryMs: 3_600_000,
    log: (source, line) => {
      if (line.startsWith("{")) lines.push({ ...(JSON.parse(line) as Line), source });
    },
  });
}, 120_000);
afterAll(() => own.stack.stop());

/** The lines in which an id stands. */
const linesWith = (id: string): Line[] => lines.filter((line) => Object.values(line).includes(id));
const story = (found: readonly Line[]): string[] =>
  found.map(({ source, event }) => `${source} ${event}`);

/** Said over a socket: the answer's id and the request id of its frame. */
async function answered(message: string) {
  const client = await guest({ target: own.target });
  const made = await track(client);
  const tab = await Socket.open(client, made.session_id);
  tab.send({ type: "text", protocol: 2, message });
  const { message_id } = await tab.next("ai_response");
  const ended = await until(() =>
    lines.find((line) => line.event === "turn_ended" && line["message_id"] === message_id),
  );
  return { client, made, message_id, request_id: String(ended["request_id"]) };
}

const turn = [
  "message turn_accepted",
  "generate wakeup_received",
  "generate turn_claimed",
  "generate turn_ended",
  "generate answer_counted",
];

describe("the lines of a turn", () => {
  test("are found by the request id of its frame, across message, queue and worker", async () => {
    const { request_id } = await answered("Hello");
    await until(() => story(linesWith(request_id)).includes("generate answer_counted"));

    expect(story(linesWith(request_id))).toEqual(turn);
  });

  test("are found by the id of its answer, and name its user and chat", async () => {
    const { client, made, message_id, request_id } = await answered("Hello again");
    await until(() => story(linesWith(message_id)).includes("generate answer_counted"));

    const found = linesWith(message_id);
    expect(story(found)).toEqual(turn);
    for (const line of found) expect(line).toMatchObject({ request_id, chat_id: made.chat_id });
    // A wake-up says only which chat to look at.
    const known = found.filter(({ event }) => event !== "wakeup_received");
    expect(new Set(known.map((line) => line["user_id"]))).toEqual(new Set([client.user.id]));
  });

  test("say why it failed, in core's own words, under the same ids, and never what was said", async () => {
    const client = await guest({ target: own.target });
    const made = await track(client);
    const secret = `ein-geheimes-${crypto.randomUUID()}`;
    const body = { session_id: made.session_id, message: `[error 400] ${secret}` };
    await client.refused("model_misconfigured", "chatResponse", { body });
    const failed = await until(() =>
      lines.find((one) => one.event === "turn_failed" && one["user_id"] === client.user.id),
    );

    const found = linesWith(String(failed["request_id"]));

    expect(story(found)).toEqual(
      expect.arrayContaining([
        "ai turn_accepted",
        "generate turn_claimed",
        "generate model_misconfigured",
        "generate turn_failed",
        "ai request_failed",
      ]),
    );
    expect(new Set(found.map((one) => one["chat_id"]))).toEqual(new Set([made.chat_id]));
    expect(JSON.stringify(lines)).not.toContain(secret);
  });

  test("of a job are found by its id", async () => {
    const client = await guest({ target: own.target });
    const made = await track(client);
    await client.ok("generatePlan", { body: { track_id: made.id } });
    const ended = await until(() =>
      lines.find((one) => one.event === "job_ended" && one["user_id"] === client.user.id),
    );
    await until(() =>
      story(linesWith(String(ended["job_id"]))).includes("generate answer_counted"),
    );

    expect(story(linesWith(String(ended["job_id"])))).toEqual([
      "ai job_accepted",
      "generate wakeup_received",
      "generate job_claimed",
      "generate job_ended",
      "generate answer_counted",
    ]);
    expect(linesWith(String(ended["request_id"]))).toHaveLength(5);
  });

  test("of a wake-up that an earlier release sent have no request, and it is worked on all the same", async () => {
    const client = await guest({ target: own.target });
    const made = await track(client);
    const first = await say(client, made, "Hello");
    const record = {
      messageId: "1",
      receiptHandle: "none",
      body: JSON.stringify({ chat_id: made.chat_id, message_id: first.message_id }),
      attributes: {},
    };

    expect(await own.stack.invoke("generate", { Records: [record] })).toMatchObject({});
  });
});

describe("the metrics", () => {
  test("tell how long a wake-up waited, and how turns and jobs end", async () => {
    const { request_id } = await answered("Count me");

    const waited = lines.find(
      (one) => one.event === "wakeup_received" && one["request_id"] === request_id,
    );
    const ended = lines.find(
      (one) => one.event === "turn_ended" && one["request_id"] === request_id,
    );
    expect(waited?.[serviceMetric.queueAge]).toBeGreaterThanOrEqual(0);
    expect(ended).toMatchObject({ [serviceMetric.turns]: 1, status: "complete", kind: "text" });
  });

  test("tell each minute what is unfinished, and whether the ledger agrees", async () => {
    lines.length = 0;
    await own.stack.invoke("sweep", {});

    const line = await until(() => lines.find(({ event }) => event === "open_counted"));

    expect(line).toMatchObject({
      source: "sweep",
      [serviceMetric.openTurns]: 0,
      open_jobs: 0,
      [serviceMetric.ledgerDifferences]: 0,
    });
    expect(line["request_id"]).toEqual(expect.any(String));
  });

  test("count a request that is refused for the day's tokens", async () => {
    const client = await guest({ target: own.target });
    const made = await track(client);
    await database(own.target)`
      insert into usage_days (user_id, day, spent)
      values (${client.user.id}, (now() at time zone 'UTC')::date, 1000000000)`;
    await client.refused("budget_exhausted", "chatResponse", {
      body: { session_id: made.session_id, message: "one more" },
    });

    const line = await until(() => lines.find(({ event }) => event === "budget_refused"));

    expect(line).toMatchObject({ [serviceMetric.budgetRefusals]: 1, user_id: client.user.id });
  });
});
