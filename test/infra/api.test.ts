// Both APIs, the clock and the queues call the functions that the manifest says, and no more than that.
import { functions, queues, socket } from "@ai-learning/functions/manifest";
import { describe, expect, it } from "vitest";
import { kinds, logicalName, stages, type Stage } from "./harness/stages.ts";

/** Route key to the logical name of the function behind it, for one of the two APIs. */
function routesOf(stage: Stage, api: "HttpApi" | "SocketApi"): Record<string, string> {
  const integrations = stage.made("apigatewayv2/integration:Integration");
  const behind = (target: string): string => {
    const uri = integrations.get(target.replace(/^integrations\/(.*)-id$/, "$1"));
    const [, name = ""] =
      /ai-learning-[a-z0-9-]+-(\w+)Function-/.exec(String(uri?.["integrationUri"])) ?? [];
    return name;
  };
  return Object.fromEntries(
    [...stage.made("apigatewayv2/route:Route").values()]
      .filter(({ apiId }) => String(apiId).startsWith(api))
      .map(({ routeKey, target }) => [routeKey, behind(String(target))]),
  );
}

const manifestRoutes = (which: "http" | "websocket"): Record<string, string> =>
  Object.fromEntries(
    functions.flatMap((spec) =>
      (spec[which] ?? []).map((route) => [route, logicalName(spec.name)]),
    ),
  );

describe.each(kinds)("what calls functions in %s", (kind) => {
  const stage = stages[kind];

  it("is, over HTTP, every route of the manifest and no other", () => {
    expect(routesOf(stage, "HttpApi")).toEqual(manifestRoutes("http"));
  });

  it("is, over sockets, every route of the manifest and no other", () => {
    expect(routesOf(stage, "SocketApi")).toEqual(manifestRoutes("websocket"));
    expect(Object.keys(manifestRoutes("websocket"))).toEqual(
      expect.arrayContaining(["$connect", "$disconnect", "$default", "restore_chat"]),
    );
  });

  it("chooses a frame's route as the manifest says", () => {
    expect(stage.the("apigatewayv2/api:Api", "SocketApi")["routeSelectionExpression"]).toBe(
      socket.routeSelection,
    );
  });

  it("leaves answers for other origins to the functions", () => {
    expect(stage.the("apigatewayv2/api:Api", "HttpApi")["corsConfiguration"]).toEqual({});
  });

  it("is bounded: each API throttles and keeps an access log", () => {
    for (const [name, one] of stage.made("apigatewayv2/stage:Stage")) {
      const { defaultRouteSettings, accessLogSettings } = one as {
        defaultRouteSettings?: { throttlingRateLimit: number; throttlingBurstLimit: number };
        accessLogSettings?: { destinationArn: string; format: string };
      };
      expect(defaultRouteSettings?.throttlingRateLimit, name).toBeGreaterThan(0);
      expect(defaultRouteSettings?.throttlingBurstLimit, name).toBeGreaterThan(0);
      // Switching it on takes rights on every log of the account, which no preview has.
      expect(accessLogSettings?.destinationArn.includes(":log-group:"), name).toBe(
        stage.stageName === stages.preview.stageName ? undefined : true,
      );
      // Session keys and tickets travel in the query.
      expect(accessLogSettings?.format ?? "", name).not.toMatch(
        /querystring|authorization|cookie/i,
      );
    }
  });

  it("is the queues, one record a call, with enough time before it comes again", () => {
    const mappings = stage.made("lambda/eventSourceMapping:EventSourceMapping");
    const consumers = functions.filter(({ queue }) => queue !== undefined);

    expect(mappings.size).toBe(consumers.length);
    for (const { name, queue = "wakeups", timeoutSeconds } of consumers) {
      const source = queue === "wakeups" ? "WakeupsQueue" : "DeadLettersQueue";
      const own = stage.the("sqs/queue:Queue", source);
      const mapping = mappings.get(`${queue}-mapping`);
      expect(mapping?.["eventSourceArn"]).toMatch(new RegExp(`:${String(own["name"])}$`));
      expect(mapping?.["functionName"]).toContain(`-${logicalName(name)}Function-`);
      expect(mapping?.["batchSize"]).toBe(1);
      // The handlers throw; they report no single items.
      expect(mapping?.["functionResponseTypes"]).toBeUndefined();
      expect(own["visibilityTimeoutSeconds"], `${source} visibility`).toBeGreaterThanOrEqual(
        6 * timeoutSeconds,
      );
    }
  });

  it("is the clock", () => {
    const onClock = functions.filter(({ everyMinutes }) => everyMinutes !== undefined);
    const schedules = [...stage.made("scheduler/schedule:Schedule").values()];

    expect(schedules).toHaveLength(onClock.length);
    for (const { name, everyMinutes = 0 } of onClock) {
      const one = schedules.find(({ target }) =>
        JSON.stringify(target).includes(`-${logicalName(name)}Function-`),
      );
      expect(one?.["scheduleExpression"]).toBe(
        everyMinutes === 1 ? "rate(1 minute)" : `rate(${String(everyMinutes)} minutes)`,
      );
    }
  });

  it("hands what failed too often to the dead letters, and keeps them long enough to be looked at", () => {
    const dead = stage.the("sqs/queue:Queue", "DeadLettersQueue");
    const live = stage.the("sqs/queue:Queue", "WakeupsQueue");
    const redrive = JSON.parse(String(live["redrivePolicy"])) as Record<string, unknown>;

    expect(redrive["maxReceiveCount"]).toBe(queues.wakeups.maxReceives);
    expect(redrive["deadLetterTargetArn"]).toMatch(new RegExp(`:${String(dead["name"])}$`));
    expect(dead["messageRetentionSeconds"]).toBe(queues.deadLetters.retentionSeconds);
  });
});
