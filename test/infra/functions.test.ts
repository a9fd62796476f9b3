// Every function of the manifest is deployed as the manifest says, with the rights it names and no others.
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  databaseMaker,
  functions,
  linksOf,
  previewDatabase,
} from "@ai-learning/functions/manifest";
import { repositoryRoot } from "@ai-learning/local/paths";
import { describe, expect, it } from "vitest";
import { boundaryOf } from "./harness/stage.ts";
import { kinds, logicalName, stages, type Allowed, type Stage } from "./harness/stages.ts";

const deployed = kinds.filter((kind) => kind !== "developer");

/** What each right means in IAM, spelled out a second time on purpose: a widened right must be widened here too. */
const meaning = {
  database: [],
  "sign-in": [],
  "own-keys": [],
  model: [],
  "connections:read": ["dynamodb:GetItem", "dynamodb:Query"],
  "connections:write": [
    "dynamodb:BatchWriteItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
  ],
  "preview-database": ["lambda:InvokeFunction"],
  "wakeups:send": ["sqs:SendMessage"],
  "wakeups:consume": ["sqs:ChangeMessageVisibility"],
  "wakeups:look": ["sqs:GetQueueAttributes"],
  "socket:post": ["execute-api:ManageConnections"],
} as const;

/** What every function may: adding to the traces of its own calls. */
const tracing = ["xray:PutTraceSegments *", "xray:PutTelemetryRecords *"];

const polling = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** Dev's own, by its whole name. */
const maker = "arn:aws:lambda:eu-central-1:123456789012:function:ai-learning-dev-database-maker";

const flat = (allowed: readonly Allowed[]): string[] =>
  allowed
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => `${action} ${resource}`)),
    )
    .toSorted();

function expected(stage: Stage, spec: (typeof functions)[number]): string[] {
  const queue = (name: string): string =>
    `arn:aws:sqs:eu-central-1:123456789012:${String(stage.the("sqs/queue:Queue", name)["name"])}`;
  const table = `arn:aws:dynamodb:eu-central-1:123456789012:table/${String(
    stage.the("dynamodb/table:Table")["name"],
  )}`;
  const sockets = "arn:aws:execute-api:eu-central-1:123456789012:socketapiapi/$default";
  const own = spec.rights.flatMap((right) =>
    meaning[right].flatMap((action) => {
      if (action.startsWith("lambda:")) return [`${action} ${maker}`];
      if (action.startsWith("dynamodb:")) return [`${action} ${table}`];
      if (action.startsWith("sqs:")) return [`${action} ${queue("WakeupsQueue")}`];
      return ["POST", "DELETE"].map((verb) => `${action} ${sockets}/${verb}/@connections/*`);
    }),
  );
  if (spec.queue === undefined) return [...own, ...tracing].toSorted();
  const source = queue(spec.queue === "wakeups" ? "WakeupsQueue" : "DeadLettersQueue");
  return [...own, ...tracing, ...polling.map((action) => `${action} ${source}`)].toSorted();
}

/** Beside those that every stage has. */
const more = {
  production: [],
  small: [],
  external: [],
  dev: [databaseMaker],
  externalDev: [],
  preview: [previewDatabase],
} as const;

describe.each(deployed)("the functions of %s", (kind) => {
  const stage = stages[kind];
  const specs = [...functions, ...more[kind]];
  /** On the internet, where who asks the database runs as well. */
  const isOutside = kind === "external" || kind === "externalDev";

  it("are those of the manifest and no others", () => {
    const names = [...stage.made("lambda/function:Function").keys()];

    expect(names.toSorted()).toEqual(
      specs.map(({ name }) => `${logicalName(name)}Function`).toSorted(),
    );
  });

  it.each(specs.map((spec) => [spec.name, spec] as const))(
    "%s runs on Node 24 within its limits",
    (_, spec) => {
      expect(
        stage.the("lambda/function:Function", `${logicalName(spec.name)}Function`),
      ).toMatchObject({
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        timeout: spec.timeoutSeconds,
        memorySize: spec.memoryMb,
        handler: "bundle.handler",
        loggingConfig: { logFormat: "JSON" },
        tracingConfig: { mode: "Active" },
      });
    },
  );

  it.each(specs.map((spec) => [spec.name, spec] as const))(
    "%s may do what its rights say and nothing else",
    (_, spec) => {
      const { allowed, managed } = stage.roleOf(logicalName(spec.name));
      const usesDatabase = spec.rights.includes("database");

      expect(flat(allowed)).toEqual(expected(stage, spec));
      expect(managed).toEqual([
        "AWSLambdaBasicExecutionRole",
        ...(usesDatabase && !isOutside ? ["AWSLambdaVPCAccessExecutionRole"] : []),
      ]);
    },
  );

  it.each(specs.map((spec) => [spec.name, spec] as const))(
    "%s is handed the resources its rights need and no others",
    (_, spec) => {
      const build = stage.builds.find(({ functionID }) => functionID === logicalName(spec.name));

      expect(Object.keys(build?.links ?? {}).toSorted()).toEqual([...linksOf(spec)].toSorted());
      expect(build?.handler).toBe(`packages/functions/${spec.entry.replace(/ts$/, "handler")}`);
    },
  );

  it("run beside the database when they ask it and it is ours, and trust its certificate", () => {
    for (const { name, rights } of specs) {
      const { vpcConfig, environment } = stage.the(
        "lambda/function:Function",
        `${logicalName(name)}Function`,
      ) as { vpcConfig?: object; environment: { variables: Record<string, string> } };
      const usesDatabase = rights.includes("database") && !isOutside;
      expect(vpcConfig !== undefined, name).toBe(usesDatabase);
      expect(environment.variables["NODE_EXTRA_CA_CERTS"], name).toBe(
        usesDatabase ? "/var/runtime/ca-cert.pem" : undefined,
      );
    }
  });

  it("carry no secret in their environment", () => {
    const variables = [...stage.made("lambda/function:Function").values()].flatMap((one) =>
      Object.keys((one as { environment: { variables: object } }).environment.variables),
    );

    expect([...new Set(variables)].toSorted()).toEqual([
      ...(isOutside ? [] : ["NODE_EXTRA_CA_CERTS"]),
      "PUBLIC_URL",
      "SST_KEY",
      "SST_KEY_FILE",
      "SST_RESOURCE_App",
    ]);
  });

  it("have roles that only their service may take", () => {
    for (const [name, role] of stage.made("iam/role:Role")) {
      const trust = JSON.stringify(role["assumeRolePolicy"]);
      expect(trust, name).not.toContain(":root");
      expect(trust, name).toMatch(/\.amazonaws\.com/);
      expect(trust, name).not.toContain('"AWS"');
    }
  });

  it("have roles without wildcards, but for traces, which have no resources", () => {
    for (const [name, role] of stage.made("iam/role:Role")) {
      const policies = JSON.stringify(role["inlinePolicies"] ?? []).replaceAll(
        /\{[^{}]*xray:PutTraceSegments[^{}]*\}/g,
        "",
      );
      expect(policies, name).not.toMatch(/[a-z0-9-]+:\*\\?"/);
      expect(policies, name).not.toMatch(/"Resource\\?":\s*\[?\\?"\*/);
    }
  });

  it("have roles within the boundary that the account sets, if it does", () => {
    for (const [name, role] of stage.made("iam/role:Role")) {
      expect(role["permissionsBoundary"], name).toBe(boundaryOf(kind));
    }
  });

  it("have roles whose names keep the prefix that bounds the deploy roles", () => {
    for (const [name, role] of stage.made("iam/role:Role")) {
      expect(role["name"], name).toMatch(new RegExp(`^ai-learning-${stage.stageName}-`));
    }
  });

  it("keep their logs for as long as the stage is worth it, and no log group is kept for ever", () => {
    const days = {
      production: 90,
      small: 90,
      external: 90,
      dev: 30,
      externalDev: 30,
      preview: 7,
    }[kind];
    const groups = stage.made("cloudwatch/logGroup:LogGroup");

    expect(groups.size).toBe(specs.length + 2);
    for (const [name, group] of groups) expect(group["retentionInDays"], name).toBe(days);
  });

  it("wait for the schema when they need it", () => {
    const order = stage.resources.map(({ name }) => name);
    const migrated = order.indexOf("MigrateCall");

    expect(migrated).toBeGreaterThan(0);
    for (const { name, rights, atDeploy } of functions) {
      if (atDeploy || !rights.includes("database")) continue;
      expect(order.indexOf(`${logicalName(name)}Function`), name).toBeGreaterThan(migrated);
    }
  });
});

/** What a command of the AWS SDK needs in IAM, where it is not the command's own name. */
const actionOf: Readonly<Record<string, string>> = {
  Invoke: "lambda:InvokeFunction",
  SendMessage: "sqs:SendMessage",
  ChangeMessageVisibility: "sqs:ChangeMessageVisibility",
  PostToConnection: "execute-api:ManageConnections",
  DeleteConnection: "execute-api:ManageConnections",
  Query: "dynamodb:Query",
  GetQueueAttributes: "sqs:GetQueueAttributes",
};

describe("the rights of all functions together", () => {
  it("are what core asks AWS to do, no more and no less", async () => {
    const asked = new Set<string>();
    for await (const file of glob("packages/core/src/**/*.ts", { cwd: repositoryRoot })) {
      const text = await readFile(join(repositoryRoot, file), "utf8");
      for (const [, command = ""] of text.matchAll(/new (\w+)Command\(/g)) {
        asked.add(actionOf[command] ?? `dynamodb:${command}Item`);
      }
    }

    expect([...asked].toSorted()).toEqual([...new Set(Object.values(meaning).flat())].toSorted());
  });
});

describe("the program", () => {
  it.each(kinds)("runs for %s without an error or an unknown look-up", (kind) => {
    expect(stages[kind].errors).toEqual([]);
    expect(stages[kind].unknown).toEqual([]);
  });
});
