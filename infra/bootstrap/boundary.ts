// The most that anything deployed may do, whatever its own role says: what infra/rights.ts hands out, on this stage's
// resources, and nothing about roles, keys or other stages.
import { databaseMakerName, namesOf } from "./deployer.ts";
import { arns, byName, nameless, verbs, type Grant, type Rights } from "./grant.ts";

const traces: Grant = {
  sid: "Traces",
  actions: verbs("xray", "PutTraceSegments", "PutTelemetryRecords"),
  resources: ["*"],
  why: "Traces have no resources: a function may add to those of its own calls and read none.",
};

export const boundaryRights: Rights = (deployer) => {
  const names = namesOf(deployer);
  return [
    {
      sid: "Logs",
      actions: verbs("logs", "CreateLogGroup", "CreateLogStream", "PutLogEvents"),
      resources: [arns.log(`log-group:/aws/lambda/${names}`)],
      why: byName,
    },
    {
      sid: "Connections",
      actions: verbs(
        "dynamodb",
        "BatchWriteItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "UpdateItem",
      ),
      resources: [arns.table(`table/${names}`)],
      why: byName,
    },
    {
      sid: "Wakeups",
      actions: verbs(
        "sqs",
        "ChangeMessageVisibility",
        "DeleteMessage",
        "GetQueueAttributes",
        "ReceiveMessage",
        "SendMessage",
      ),
      resources: [arns.queue(names)],
      why: byName,
    },
    {
      sid: "Sockets",
      actions: ["execute-api:ManageConnections"],
      resources: ["arn:aws:execute-api:REGION:ACCOUNT:*/$default/*/@connections/*"],
      why: nameless,
    },
    {
      sid: "Clock",
      actions: ["lambda:InvokeFunction"],
      resources: [arns.function(`function:${names}`)],
      why: byName,
    },
    {
      sid: "ProxySecrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [arns.secret(`secret:${names}`)],
      why: byName,
    },
    traces,
    ...(deployer.isLasting
      ? []
      : [
          {
            sid: "DatabaseMaker",
            actions: ["lambda:InvokeFunction"],
            resources: [arns.function(`function:${databaseMakerName}`)],
          },
        ]),
    {
      sid: "NetworkInterfaces",
      actions: verbs(
        "ec2",
        "AssignPrivateIpAddresses",
        "CreateNetworkInterface",
        "DeleteNetworkInterface",
        "DescribeNetworkInterfaces",
        "DescribeSubnets",
        "UnassignPrivateIpAddresses",
      ),
      resources: ["*"],
      why: "Lambda puts functions into a network in the name of their roles; interfaces have ids AWS chooses.",
    },
  ];
};
