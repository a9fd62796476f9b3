// Which parts are away, as anybody may ask: each part is taken down in turn under a running service.
import { routes } from "@ai-learning/protocol/http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anonymous } from "../support/client.ts";
import { startPartRelays, type PartRelays } from "../support/part-relays.ts";
import { until } from "../support/until.ts";

const allThere = {
  database: "reachable",
  table: "reachable",
  queue: "reachable",
  model: "reachable",
};

let own: PartRelays;
beforeAll(async () => {
  own = await startPartRelays();
});
afterAll(() => own.stop());

const ready = async (): Promise<{
  status: number;
  body: Record<string, unknown>;
  text: string;
}> => {
  const answer = await fetch(`${own.stack.siteUrl}${routes.ready.path}`);
  const text = await answer.text();
  return { status: answer.status, body: JSON.parse(text), text };
};

test("the shared service has all its parts", async () => {
  expect(await anonymous().ok("ready")).toEqual({
    status: "ready",
    service: "ai-learning-platform",
    parts: allThere,
  });
});

test.each(["database", "table", "queue", "model"] as const)(
  "without its %s the service is not ready and says which part is away, and no more",
  async (part) => {
    await until(async () => (await ready()).status === 200, { what: "all parts" });
    own.relays[part].cut();
    const away = await until(
      async () => {
        const answer = await ready();
        return answer.status !== 200 && answer;
      },
      { what: `the ${part} being away` },
    );
    const health = await fetch(`${own.stack.siteUrl}${routes.health.path}`);
    own.relays[part].mend();

    expect(away.status).toBe(503);
    expect(away.body).toEqual({
      detail: `Unreachable: ${part}`,
      code: "not_ready",
      request_id: away.body["request_id"],
      parts: { ...allThere, [part]: "unreachable" },
    });
    expect(away.text).not.toMatch(/127\.0\.0\.1|localhost|ECONN|Error|\d+\.\d+\.\d+/);
    // What is shallow does not ask.
    expect(health.status).toBe(200);
    await until(async () => (await ready()).status === 200, { what: "the return" });
  },
);

test("a part that takes calls and never answers is away within seconds", async () => {
  await until(async () => (await ready()).status === 200, { what: "all parts" });
  own.relays.model.hang();
  own.relays.database.hang();
  const away = await until(
    async () => {
      const answer = await ready();
      return answer.status !== 200 && answer;
    },
    { what: "the silence being noticed" },
  );
  own.relays.model.mend();
  own.relays.database.mend();

  expect(away.body["detail"]).toMatch(/^Unreachable: (?:database, model|database|model)$/);
  await until(async () => (await ready()).status === 200, { what: "the return" });
});
