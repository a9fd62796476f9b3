// The laptop and the cloud: the same table, the same queues, the same routes, the same links.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { functions, settings } from "@ai-learning/functions/manifest";
import { openConnectionsTable } from "@ai-learning/local/stores/connections-table";
import { functionEnvironment } from "@ai-learning/local/functions/environment";
import { compileRoutes } from "@ai-learning/local/gateway/http-routes";
import { openQueues } from "@ai-learning/local/queue/queues";
import { routes, type RouteName } from "@ai-learning/protocol/http";
import { SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { logicalName, stages } from "./harness/stages.ts";

const { production } = stages;
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

interface Asked {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Answers like DynamoDB and SQS, and notes what it is asked. */
async function listen<T>(work: (endpoint: string) => Promise<T>): Promise<Asked[]> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const [, action = ""] = String(request.headers["x-amz-target"]).split(".");
      const input: Asked["input"] = JSON.parse(Buffer.concat(chunks).toString());
      asked.push({ action, input });
      const url = `http://queues.test/${String(input["QueueName"])}`;
      response.end(
        JSON.stringify({
          Table: { TableStatus: "ACTIVE" },
          QueueUrl: url,
          Attributes: { QueueArn: `arn:${String(input["QueueUrl"]).replace(/^.*\//, "")}` },
        }),
      );
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await work(`http://127.0.0.1:${String(port)}`);
  server.closeAllConnections();
  server.close();
  return asked;
}

describe("the laptop and the cloud", () => {
  it("key the table of connections alike", async () => {
    const asked = await listen(async (endpoint) => {
      const table = await openConnectionsTable(endpoint, "eu-central-1", () => undefined);
      table.stop();
    });
    const local = asked.find(({ action }) => action === "CreateTable")?.input;
    const cloud = production.the("dynamodb/table:Table");

    expect(local?.["KeySchema"]).toEqual([
      { AttributeName: cloud["hashKey"], KeyType: "HASH" },
      { AttributeName: cloud["rangeKey"], KeyType: "RANGE" },
    ]);
    expect(local?.["BillingMode"]).toBe(cloud["billingMode"]);
  });

  it("set up both queues alike", async () => {
    const asked = await listen((endpoint) =>
      openQueues(new SQSClient({ endpoint, region: "eu-central-1", credentials }), endpoint),
    );
    const set = new Map(
      asked
        .filter(({ action }) => action === "SetQueueAttributes")
        .map(({ input }) => [
          String(input["QueueUrl"]).replace(/^.*\//, ""),
          input["Attributes"] as Readonly<Record<string, string>>,
        ]),
    );
    const live = production.the("sqs/queue:Queue", "WakeupsQueue");
    const dead = production.the("sqs/queue:Queue", "DeadLettersQueue");
    const redrive = (text: unknown): unknown =>
      (JSON.parse(String(text)) as Record<string, unknown>)["maxReceiveCount"];

    expect(set.get("wakeups")?.["VisibilityTimeout"]).toBe(
      String(live["visibilityTimeoutSeconds"]),
    );
    expect(set.get("dead-letters")?.["VisibilityTimeout"]).toBe(
      String(dead["visibilityTimeoutSeconds"]),
    );
    expect(set.get("dead-letters")?.["MessageRetentionPeriod"]).toBe(
      String(dead["messageRetentionSeconds"]),
    );
    expect(redrive(set.get("wakeups")?.["RedrivePolicy"])).toBe(redrive(live["redrivePolicy"]));
  });

  it("let through every setting that core reads", async () => {
    const config = new URL("../../packages/core/src/config.ts", import.meta.url);
    const text = await readFile(config, "utf8");
    const read = [...text.matchAll(/\b(?:env|variable|limit)\(\s*"([A-Z_]+)"/g)].map(
      ([, one]) => one,
    );
    const own = ["DEFAULT_OPENAI_BASE_URL", "DEFAULT_OPENAI_MODEL", "PUBLIC_URL"];
    const neverDeployed = ["ALLOW_PRIVATE_MODEL_HOSTS", "DEMO_MODEL", "JOB_TIMING", "TURN_TIMING"];

    expect([...settings, ...own, ...neverDeployed].toSorted()).toEqual(
      [...new Set(read.map(String))].toSorted(),
    );
  });

  it("send every route of the contract to the same function", () => {
    const local = compileRoutes(functions);
    const cloud = compileRoutes(deployedRoutes());

    for (const name of Object.keys(routes) as RouteName[]) {
      const { method, path } = routes[name];
      const asked = path.replaceAll(/:\w+/g, "0190");
      const here = local(method, asked);
      expect(here, `${method} ${path}`).toBeDefined();
      expect(cloud(method, asked)?.functionName, `${method} ${path}`).toBe(
        logicalName(here?.functionName ?? ""),
      );
    }
  });

  it.each(functions.map((spec) => [spec.name, spec] as const))(
    "hand %s the same resources with the same fields",
    (name, spec) => {
      const local = Object.entries(functionEnvironment(anything, spec))
        .filter(([variable]) => /^SST_RESOURCE_(?!App)/.test(variable))
        .map(([variable, value]) => [
          variable.slice("SST_RESOURCE_".length),
          Object.keys(JSON.parse(value) as object).toSorted(),
        ]);
      const cloud = Object.entries(
        production.builds.find(({ functionID }) => functionID === logicalName(name))?.links ?? {},
      ).map(([link, value]) => [
        link,
        // A type for SST's own use, and a size that the laptop leaves at its default.
        Object.keys(value)
          .filter((field) => field !== "type" && field !== "pool")
          .toSorted(),
      ]);

      expect(Object.fromEntries(local)).toEqual(Object.fromEntries(cloud));
    },
  );
});

/** Functions by the names they are deployed under, with the routes that lead to them. */
function deployedRoutes(): { name: string; http: string[] }[] {
  const integrations = production.made("apigatewayv2/integration:Integration");
  return [...production.made("apigatewayv2/route:Route").values()]
    .filter(({ apiId }) => String(apiId).startsWith("HttpApi"))
    .map(({ routeKey, target }) => {
      const [, integration = ""] = /^integrations\/(.*)-id$/.exec(String(target)) ?? [];
      const uri = String(integrations.get(integration)?.["integrationUri"]);
      return { name: /-(\w+)Function-/.exec(uri)?.[1] ?? "", http: [String(routeKey)] };
    });
}

const anything: Parameters<typeof functionEnvironment>[0] = {
  database: { host: "h", port: 1, username: "u", password: "p", database: "d", ssl: false },
  wakeupsUrl: "x",
  socketUrl: "x",
  managementEndpoint: "x",
  dynamoEndpoint: "x",
  sqsEndpoint: "x",
  secretKey: "x",
  sealingKey: "x",
  edgeSecret: "x",
  model: { key: "k", model: "m", baseUrl: "b" },
  region: "eu-central-1",
  passed: {},
};
