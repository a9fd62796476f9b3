// Queues, the table of live sockets, alarms. Making them, never reading what is in them.
import { appName, namesOf } from "../deployer.ts";
import { arns, byName, readsOnly, verbs, type Rights } from "../grant.ts";

const tagging = ["TagResource", "UntagResource"];

export const storeRights: Rights = (deployer) => {
  const names = namesOf(deployer);
  return [
    {
      sid: "Table",
      actions: verbs(
        "dynamodb",
        "CreateTable",
        "DeleteTable",
        "Describe*",
        "ListTagsOfResource",
        "UpdateContinuousBackups",
        "UpdateTable",
        "UpdateTimeToLive",
        ...tagging,
      ),
      resources: [arns.table(`table/${names}`)],
      why: byName,
    },
    {
      sid: "Queues",
      actions: verbs(
        "sqs",
        "CreateQueue",
        "DeleteQueue",
        "GetQueueAttributes",
        "GetQueueUrl",
        "ListQueueTags",
        "SetQueueAttributes",
        "TagQueue",
        "UntagQueue",
      ),
      resources: [arns.queue(names)],
      why: byName,
    },
    {
      sid: "AlarmTopics",
      actions: verbs(
        "sns",
        "CreateTopic",
        "DeleteTopic",
        "GetSubscriptionAttributes",
        "GetTopicAttributes",
        "ListSubscriptionsByTopic",
        "ListTagsForResource",
        "SetSubscriptionAttributes",
        "SetTopicAttributes",
        "Subscribe",
        "Unsubscribe",
        ...tagging,
      ),
      resources: [arns.topic(names)],
      why: byName,
    },
    {
      sid: "Alarms",
      actions: verbs(
        "cloudwatch",
        "DeleteAlarms",
        "DeleteDashboards",
        "GetDashboard",
        "ListTagsForResource",
        "PutDashboard",
        "PutMetricAlarm",
        ...tagging,
      ),
      resources: [
        arns.alarm(`alarm:${names}`),
        // A dashboard has the stage's name, without an end.
        `arn:aws:cloudwatch::ACCOUNT:dashboard/${appName}-${deployer.stages}`,
      ],
      why: byName,
    },
    {
      sid: "AlarmsRead",
      actions: verbs("cloudwatch", "DescribeAlarms"),
      resources: ["*"],
      why: readsOnly,
    },
  ];
};
