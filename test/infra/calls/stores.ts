// Queues, tables, topics, alarms, secrets, parameters.
import { account, arn, call, text, type Made, type Table } from "./call.ts";

const named =
  (service: string, kind = "") =>
  ({ inputs }: Made): string[] => [arn(service, kind + text(inputs["name"]))];

const table = named("dynamodb", "table/");
const queue = named("sqs");
const topic = named("sns");
const alarm = named("cloudwatch", "alarm:");
const dashboard = ({ inputs }: Made): string[] => [
  `arn:aws:cloudwatch::${account}:dashboard/${text(inputs["dashboardName"])}`,
];
const parameter = ({ inputs, id }: Made): string[] => [
  arn("ssm", `parameter${text(inputs["name"]) || id}`),
];
const secret = ({ inputs }: Made): string[] => [
  arn("secretsmanager", `secret:${text(inputs["name"])}-AbCdEf`),
];

export const stores: Table = {
  "dynamodb/table:Table": (made) => ({
    create: call("dynamodb", "CreateTable UpdateTimeToLive UpdateContinuousBackups", table(made)),
    read: call(
      "dynamodb",
      "DescribeTable DescribeContinuousBackups DescribeTimeToLive ListTagsOfResource",
      table(made),
    ),
    tag: call("dynamodb", "TagResource UntagResource", table(made)),
    update: call("dynamodb", "UpdateTable", table(made)),
    remove: call("dynamodb", "DeleteTable", table(made)),
  }),
  "sqs/queue:Queue": (made) => ({
    create: call("sqs", "CreateQueue", queue(made)),
    read: call("sqs", "GetQueueAttributes GetQueueUrl ListQueueTags", queue(made)),
    tag: call("sqs", "TagQueue UntagQueue", queue(made)),
    update: call("sqs", "SetQueueAttributes", queue(made)),
    remove: call("sqs", "DeleteQueue", queue(made)),
  }),
  "sns/topic:Topic": (made) => ({
    create: call("sns", "CreateTopic", topic(made)),
    read: call("sns", "GetTopicAttributes ListTagsForResource", topic(made)),
    tag: call("sns", "TagResource UntagResource", topic(made)),
    update: call("sns", "SetTopicAttributes", topic(made)),
    remove: call("sns", "DeleteTopic", topic(made)),
  }),
  "sns/topicSubscription:TopicSubscription": ({ inputs }) => {
    const own = [text(inputs["topic"])];
    return {
      create: call("sns", "Subscribe", own),
      read: call("sns", "GetSubscriptionAttributes", own),
      update: call("sns", "SetSubscriptionAttributes", own),
      remove: call("sns", "Unsubscribe", own),
    };
  },
  "cloudwatch/metricAlarm:MetricAlarm": (made) => ({
    create: call("cloudwatch", "PutMetricAlarm", alarm(made)),
    read: call("cloudwatch", "DescribeAlarms ListTagsForResource", alarm(made)),
    tag: call("cloudwatch", "TagResource UntagResource", alarm(made)),
    remove: call("cloudwatch", "DeleteAlarms", alarm(made)),
  }),
  "cloudwatch/dashboard:Dashboard": (made) => ({
    create: call("cloudwatch", "PutDashboard", dashboard(made)),
    read: call("cloudwatch", "GetDashboard", dashboard(made)),
    remove: call("cloudwatch", "DeleteDashboards", dashboard(made)),
  }),
  "ssm/parameter:Parameter": (made) => ({
    create: call("ssm", "PutParameter", parameter(made)),
    read: [
      ...call("ssm", "GetParameter ListTagsForResource", parameter(made)),
      ...call("ssm", "DescribeParameters"),
    ],
    tag: call("ssm", "AddTagsToResource RemoveTagsFromResource", parameter(made)),
    remove: call("ssm", "DeleteParameter", parameter(made)),
  }),
  "secretsmanager/secret:Secret": (made) => ({
    create: call("secretsmanager", "CreateSecret", secret(made)),
    read: call("secretsmanager", "DescribeSecret GetResourcePolicy", secret(made)),
    tag: call("secretsmanager", "TagResource UntagResource", secret(made)),
    update: call("secretsmanager", "UpdateSecret", secret(made)),
    remove: call("secretsmanager", "DeleteSecret", secret(made)),
  }),
  // Which secret is not among its inputs; a stage that lasts has one.
  "secretsmanager/secretVersion:SecretVersion": ({ stage }) => {
    const own = [arn("secretsmanager", `secret:ai-learning-${stage}-PostgresProxySecret-x-AbCdEf`)];
    return {
      create: call("secretsmanager", "PutSecretValue", own),
      read: call("secretsmanager", "GetSecretValue DescribeSecret", own),
    };
  },
};
