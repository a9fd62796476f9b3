// What wakes somebody, and one page to look at. Each alarm has its runbook in docs/operations.md.
import { deployedNames, deployed } from "./functions.ts";
import { instanceId } from "./database.ts";
import { httpApi } from "./http.ts";
import { deadLettersQueue, wakeupsQueue } from "./queue.ts";
import { setting } from "./setting.ts";
import { socketApi } from "./socket.ts";
import { isLasting, kind, prefix } from "./stage.ts";

type Text = $util.Input<string>;
type Comparison = "GreaterThanThreshold" | "LessThanThreshold";

/** One number of CloudWatch's. */
interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, Text>>;
  readonly statistic: "Sum" | "Maximum" | "Average" | "Minimum";
}

interface Alarm extends Metric {
  readonly name: string;
  readonly says: string;
  readonly threshold: number;
  /** In a row, before it counts. */
  readonly minutes: number;
  readonly comparison?: Comparison;
  /** Silence is an alarm too. */
  readonly isDueAlways?: true;
}

const queueNumber = (queue: sst.aws.Queue, metricName: string): Metric => ({
  namespace: "AWS/SQS",
  metricName,
  dimensions: { QueueName: queue.nodes.queue.name },
  statistic: "Maximum",
});

const functionNumber = (name: string, metricName: string): Metric => ({
  namespace: "AWS/Lambda",
  metricName,
  dimensions: { FunctionName: deployed(name).name },
  statistic: "Sum",
});

const apiNumber = (id: Text, metricName: string): Metric => ({
  namespace: "AWS/ApiGateway",
  metricName,
  dimensions: { ApiId: id },
  statistic: "Sum",
});

const databaseNumber = (id: Text, metricName: string, statistic: Metric["statistic"]): Metric => ({
  namespace: "AWS/RDS",
  metricName,
  dimensions: { DBInstanceIdentifier: id },
  statistic,
});

const ofDatabase = (id: Text): Alarm[] => [
  {
    name: "database-cpu",
    says: "The database has been busy for ten minutes.",
    ...databaseNumber(id, "CPUUtilization", "Average"),
    threshold: 85,
    minutes: 10,
  },
  {
    name: "database-storage",
    says: "The database has less than 4 GB of storage left.",
    ...databaseNumber(id, "FreeStorageSpace", "Minimum"),
    comparison: "LessThanThreshold",
    threshold: 4e9,
    minutes: 5,
  },
  {
    name: "database-memory",
    says: "The database is about to swap.",
    ...databaseNumber(id, "FreeableMemory", "Minimum"),
    comparison: "LessThanThreshold",
    threshold: 64e6,
    minutes: 10,
  },
];

const alarms: readonly Alarm[] = [
  {
    name: "dead-letters",
    says: "A wake-up failed five times and giving up on it failed as well.",
    ...queueNumber(deadLettersQueue, "ApproximateNumberOfMessagesVisible"),
    threshold: 0,
    minutes: 5,
  },
  {
    name: "wakeups-wait",
    says: "Learners have waited two minutes for their mentor to begin.",
    ...queueNumber(wakeupsQueue, "ApproximateAgeOfOldestMessage"),
    threshold: 120,
    minutes: 2,
  },
  {
    name: "sweep-silent",
    says: "Nobody looks for lost turns: the clock or its function has stopped.",
    ...functionNumber("sweep", "Invocations"),
    comparison: "LessThanThreshold",
    threshold: 1,
    minutes: 5,
    isDueAlways: true,
  },
  {
    name: "http-errors",
    says: "The HTTP API answers with errors of its own.",
    ...apiNumber(httpApi.nodes.api.id, "5xx"),
    threshold: 5,
    minutes: 3,
  },
  {
    name: "socket-errors",
    says: "Functions of the WebSocket API fail.",
    ...apiNumber(socketApi.nodes.api.id, "IntegrationError"),
    threshold: 5,
    minutes: 3,
  },
  ...deployedNames.flatMap((name): Alarm[] => [
    {
      name: `${name}-errors`,
      says: `The function ${name} throws.`,
      ...functionNumber(name, "Errors"),
      threshold: 3,
      minutes: 3,
    },
  ]),
  {
    name: "throttles",
    says: "The account's limit of concurrent functions is reached.",
    namespace: "AWS/Lambda",
    metricName: "Throttles",
    dimensions: {},
    statistic: "Sum",
    threshold: 0,
    minutes: 3,
  },
  ...(instanceId === undefined ? [] : ofDatabase(instanceId)),
];

function addressToWake(): string | undefined {
  const address = setting("ALARM_EMAIL");
  if (kind === "production" && address === undefined) {
    throw new Error("Production needs somebody to wake: set ALARM_EMAIL.");
  }
  return isLasting ? address : undefined;
}

function topicFor(endpoint: string): aws.sns.Topic {
  const topic = new aws.sns.Topic("AlarmTopic", { name: `${prefix}-alarms` });
  new aws.sns.TopicSubscription("AlarmEmail", { topic: topic.arn, protocol: "email", endpoint });
  return topic;
}

function watch(): void {
  const address = addressToWake();
  const topic = address === undefined ? undefined : topicFor(address);
  const actions = topic === undefined ? {} : { alarmActions: [topic.arn], okActions: [topic.arn] };
  for (const { name, says, minutes, comparison, isDueAlways, ...metric } of alarms) {
    new aws.cloudwatch.MetricAlarm(`alarm-${name}`, {
      name: `${prefix}-${name}`,
      alarmDescription: says,
      ...metric,
      comparisonOperator: comparison ?? "GreaterThanThreshold",
      period: 60,
      evaluationPeriods: minutes,
      treatMissingData: isDueAlways ? "breaching" : "notBreaching",
      ...actions,
    });
  }
  new aws.cloudwatch.Dashboard("Dashboard", {
    dashboardName: prefix,
    dashboardBody: $jsonStringify({ widgets: alarms.map(widget) }),
  });
}

/** Three in a row. */
function widget(alarm: Alarm, index: number): object {
  const dimensions = Object.entries(alarm.dimensions).flat();
  return {
    type: "metric",
    x: (index % 3) * 8,
    y: Math.floor(index / 3) * 6,
    width: 8,
    height: 6,
    properties: {
      title: alarm.name,
      region: aws.getRegionOutput().region,
      period: 60,
      stat: alarm.statistic,
      metrics: [[alarm.namespace, alarm.metricName, ...dimensions]],
      annotations: { horizontal: [{ label: "alarm", value: alarm.threshold }] },
    },
  };
}

// A developer sees for himself.
if (kind !== "developer") watch();
