// The manifest's rights, as exact actions on exact resources, and its links.
import {
  linksOf,
  type FunctionSpec,
  type LinkName,
  type Right,
} from "@ai-learning/functions/manifest";
import { connections, table } from "./connections.ts";
import { database, databaseForMigrations, databaseMaker } from "./database.ts";
import { deadLettersQueue, wakeups, wakeupsQueue } from "./queue.ts";
import { edgeSecret, modelKey, sealingKey, secretKey } from "./secrets.ts";
import { socket, socketApi } from "./socket.ts";

interface Permission {
  readonly actions: string[];
  readonly resources: $util.Input<string>[];
}

/** Dev's function for databases of previews: named, so that a preview's role can be given exactly this one. */
export const databaseMakerName = `${$app.name}-dev-database-maker`;

const sockets = $interpolate`${socketApi.nodes.api.executionArn}/$default`;

const makerArn = $interpolate`arn:aws:lambda:${aws.getRegionOutput().region}:${aws.getCallerIdentityOutput().accountId}:function:${databaseMakerName}`;

/** Links alone hand over the database, the model's key and an address; the rest needs a right in IAM as well. */
const permissions: Readonly<Partial<Record<Right, Permission>>> = {
  "connections:read": { actions: ["dynamodb:GetItem", "dynamodb:Query"], resources: [table.arn] },
  "connections:write": {
    actions: [
      "dynamodb:BatchWriteItem",
      "dynamodb:DeleteItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
    ],
    resources: [table.arn],
  },
  "preview-database": { actions: ["lambda:InvokeFunction"], resources: [makerArn] },
  "wakeups:send": { actions: ["sqs:SendMessage"], resources: [wakeupsQueue.arn] },
  "wakeups:consume": { actions: ["sqs:ChangeMessageVisibility"], resources: [wakeupsQueue.arn] },
  "wakeups:look": { actions: ["sqs:GetQueueAttributes"], resources: [wakeupsQueue.arn] },
  "socket:post": {
    actions: ["execute-api:ManageConnections"],
    resources: [
      $interpolate`${sockets}/POST/@connections/*`,
      $interpolate`${sockets}/DELETE/@connections/*`,
    ],
  },
};

/** What Lambda asks for on a function's behalf when it fetches records for it. */
const polling = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
const polled = { wakeups: wakeupsQueue, "dead-letters": deadLettersQueue } as const;

/** Without it Lambda refuses to trace a function. Traces have no resources. */
const tracing: Permission = {
  actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  resources: ["*"],
};

export function permissionsOf({ rights, queue }: FunctionSpec): Permission[] {
  const own = [tracing, ...rights.flatMap((right) => permissions[right] ?? [])];
  return queue === undefined ? own : [...own, { actions: polling, resources: [polled[queue].arn] }];
}

const links: Readonly<Record<LinkName, object | undefined>> = {
  Database: database,
  DatabaseMaker: databaseMaker,
  Connections: connections,
  Wakeups: wakeups,
  Socket: socket,
  SecretKey: secretKey,
  SealingKey: sealingKey,
  EdgeSecret: edgeSecret.link,
  OpenAiKey: modelKey,
};

export function linkedTo(spec: FunctionSpec): object[] {
  return linksOf(spec).flatMap((name) => {
    if (name === "Database" && spec.atDeploy) return databaseForMigrations;
    return links[name] ?? [];
  });
}
