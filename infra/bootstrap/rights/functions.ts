// Functions, what calls them, and what they leave behind.
import { namesOf } from "../deployer.ts";
import { arns, byName, nameless, readsOnly, verbs, type Grant, type Rights } from "../grant.ts";

const managing = ["Create*", "Delete*", "Get*", "List*", "Put*", "Update*"];
const tagging = ["TagResource", "UntagResource"];

const logDeliveries: Grant = {
  sid: "LogDeliveries",
  actions: verbs(
    "logs",
    "CreateLogDelivery",
    "DeleteLogDelivery",
    "DescribeResourcePolicies",
    "GetLogDelivery",
    "ListLogDeliveries",
    "PutResourcePolicy",
    "UpdateLogDelivery",
  ),
  resources: ["*"],
  why: "What API Gateway asks of whoever switches its access logs on; these have no resources.",
};

/** A small production reserves concurrent functions, where the account allows enough of them. */
const concurrency: readonly Grant[] = [
  {
    sid: "ConcurrencyRead",
    actions: ["servicequotas:GetServiceQuota"],
    resources: [arns.quota("lambda/L-B99A9384")],
  },
  {
    sid: "ConcurrencyDefaultRead",
    // Asked first by the provider: an account that never changed it has no other.
    actions: ["servicequotas:GetAWSDefaultServiceQuota"],
    resources: ["*"],
    why: readsOnly,
  },
];

export const functionRights: Rights = (deployer) => {
  const names = namesOf(deployer);
  const functions = arns.function(`function:${names}`);
  return [
    {
      sid: "Functions",
      actions: [
        ...verbs("lambda", ...managing, ...tagging),
        ...verbs("lambda", "AddPermission", "RemovePermission", "PublishVersion", "InvokeFunction"),
      ],
      resources: [functions],
      why: byName,
    },
    {
      sid: "Mappings",
      actions: verbs(
        "lambda",
        "CreateEventSourceMapping",
        "UpdateEventSourceMapping",
        "DeleteEventSourceMapping",
      ),
      resources: ["*"],
      conditions: { ArnLike: { "lambda:FunctionArn": functions } },
      why: "A mapping has an id of its own; the function it feeds bounds it.",
    },
    {
      sid: "MappingsRead",
      actions: verbs("lambda", "GetEventSourceMapping", "ListEventSourceMappings", "ListTags"),
      resources: ["*"],
      why: readsOnly,
    },
    {
      sid: "MappingTags",
      actions: verbs("lambda", ...tagging),
      resources: [arns.function("event-source-mapping:*")],
      why: nameless,
    },
    {
      sid: "Schedules",
      actions: verbs(
        "scheduler",
        "CreateSchedule",
        "DeleteSchedule",
        "GetSchedule",
        "UpdateSchedule",
      ),
      resources: [arns.schedule(`schedule/*/${names}`)],
      why: byName,
    },
    {
      sid: "Logs",
      actions: verbs(
        "logs",
        "CreateLogGroup",
        "DeleteLogGroup",
        "PutRetentionPolicy",
        "DeleteRetentionPolicy",
        "ListTagsForResource",
        ...tagging,
      ),
      resources: [
        arns.log(`log-group:/aws/lambda/${names}`),
        arns.log(`log-group:/aws/vendedlogs/apis/${names}`),
      ],
      why: byName,
    },
    {
      sid: "LogsRead",
      actions: ["logs:DescribeLogGroups"],
      resources: ["*"],
      why: readsOnly,
    },
    ...(deployer.environment === "production" ? concurrency : []),
    // They have no resources to bound them by, so previews do without access logs.
    ...(deployer.isLasting ? [logDeliveries] : []),
  ];
};
