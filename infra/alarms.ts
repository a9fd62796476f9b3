// What wakes somebody, and one page to look at. Each alarm has its runbook in docs/operations.md.
import { answerMetric, metricsNamespace, serviceMetric } from "@ai-learning/functions/manifest";
import { deployedNames, deployed } from "./functions.ts";
import { instanceId, maxConnections, proxyName } from "./database.ts";
import { graphsBelow } from "./graphs.ts";
import { httpApi } from "./http.ts";
import { natId } from "./network.ts";
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
  readonly statistic: "Sum" | "Maximum" | "Average" | "Minimum" | "p90";
}

interface Alarm extends Metric {
  readonly name: string;
  readonly says: string;
  readonly threshold: number;
  /** In a row, before it counts. */
  readonly minutes: number;
  readonly comparison?: Comparison;
  /** The threshold is in percent of another number, where that is at least five in a minute. */
  readonly shareOf?: Metric;
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

/** What `packages/core/src/metrics.ts` writes into the log. */
const answerNumber = (
  name: keyof typeof answerMetric,
  statistic: Metric["statistic"],
  more: Metric["dimensions"] = {},
): Metric => ({
  namespace: metricsNamespace,
  metricName: answerMetric[name],
  dimensions: { stage: $app.stage, ...more },
  statistic,
});

/** What the functions count beside the answers. */
const serviceNumber = (
  name: keyof typeof serviceMetric,
  statistic: Metric["statistic"],
): Metric => ({
  namespace: metricsNamespace,
  metricName: serviceMetric[name],
  dimensions: { stage: $app.stage },
  statistic,
});

const ofProxy = (name: Text): Alarm[] => [
  {
    name: "proxy-borrow",
    says: "Functions wait more than 100 ms for a connection of the proxy.",
    namespace: "AWS/RDS",
    metricName: "DatabaseConnectionsBorrowLatency",
    dimensions: { ProxyName: name },
    statistic: "Average",
    threshold: 100_000,
    minutes: 5,
  },
  {
    name: "proxy-pinned",
    says: "Sessions keep connections of the proxy for themselves.",
    namespace: "AWS/RDS",
    metricName: "DatabaseConnectionsCurrentlySessionPinned",
    dimensions: { ProxyName: name },
    statistic: "Average",
    threshold: maxConnections / 2,
    minutes: 10,
  },
];

const ofDatabase = (id: Text): Alarm[] => [
  {
    name: "database-connections",
    says: "Eight in ten of the database's connections are open.",
    ...databaseNumber(id, "DatabaseConnections", "Maximum"),
    threshold: maxConnections * 0.8,
    minutes: 5,
  },
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

const ofNat = (id: Text): Alarm[] => [
  {
    name: "nat-status",
    says: "The only way out of the network does not answer: no model, no queue, no socket is reached.",
    namespace: "AWS/EC2",
    metricName: "StatusCheckFailed",
    dimensions: { InstanceId: id },
    statistic: "Maximum",
    threshold: 0,
    minutes: 3,
  },
];

const alarms: readonly Alarm[] = [
  {
    name: "model-misconfigured",
    says: "The model's server refuses our key, our model's name or our address: nobody gets an answer.",
    ...answerNumber("ended", "Sum", { code: "model_misconfigured" }),
    threshold: 0,
    minutes: 2,
  },
  {
    name: "answers-failing",
    says: "One in four answers fails.",
    ...answerNumber("failed", "Sum"),
    shareOf: answerNumber("ended", "Sum"),
    threshold: 25,
    minutes: 5,
  },
  {
    name: "first-token",
    says: "One learner in ten waits more than 20 seconds for the first word.",
    ...answerNumber("firstToken", "p90"),
    threshold: 20_000,
    minutes: 10,
  },
  {
    name: "queue-age",
    says: "One turn in ten waits more than ten seconds for a worker.",
    ...serviceNumber("queueAge", "p90"),
    threshold: 10_000,
    minutes: 5,
  },
  {
    name: "ledger-differs",
    says: "What was charged or stored is not what the ledger of model calls says.",
    ...serviceNumber("ledgerDifferences", "Maximum"),
    threshold: 0,
    minutes: 1,
  },
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
    says: "Functions are refused: the account's limit of concurrent ones is reached, or what a function has reserved.",
    namespace: "AWS/Lambda",
    metricName: "Throttles",
    dimensions: {},
    statistic: "Sum",
    threshold: 0,
    minutes: 3,
  },
  {
    name: "concurrency",
    says: "Eight in ten of the account's concurrent functions are at work.",
    namespace: "AWS/Lambda",
    metricName: "ConcurrentExecutions",
    dimensions: {},
    statistic: "Maximum",
    threshold: 800,
    minutes: 5,
  },
  ...(instanceId === undefined ? [] : ofDatabase(instanceId)),
  ...(proxyName === undefined ? [] : ofProxy(proxyName)),
  ...(natId === undefined ? [] : ofNat(natId)),
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
  for (const alarm of alarms) {
    const { name, says, minutes, comparison, isDueAlways, threshold } = alarm;
    new aws.cloudwatch.MetricAlarm(`alarm-${name}`, {
      name: `${prefix}-${name}`,
      alarmDescription: says,
      ...watched(alarm),
      threshold,
      comparisonOperator: comparison ?? "GreaterThanThreshold",
      evaluationPeriods: minutes,
      treatMissingData: isDueAlways ? "breaching" : "notBreaching",
      ...actions,
    });
  }
  new aws.cloudwatch.Dashboard("Dashboard", {
    dashboardName: prefix,
    dashboardBody: $jsonStringify({
      widgets: [...alarms.map(widget), ...graphsBelow(Math.ceil(alarms.length / 3))],
    }),
  });
}

const period = 60;
const share = "IF(whole >= 5, 100 * part / whole, 0)";

/** What an alarm compares with its threshold, each minute. */
function watched({ namespace, metricName, dimensions, statistic, shareOf }: Alarm) {
  const metric = { namespace, metricName, dimensions, period };
  if (shareOf === undefined) {
    return statistic === "p90"
      ? { ...metric, extendedStatistic: statistic }
      : { ...metric, statistic };
  }
  const { statistic: stat, ...whole } = shareOf;
  return {
    metricQueries: [
      { id: "share", label: "%", expression: share, returnData: true },
      { id: "part", metric: { ...metric, stat: statistic } },
      { id: "whole", metric: { ...whole, stat, period } },
    ],
  };
}

/** The lines of a graph; a share is drawn, its parts are not. */
function lines({ namespace, metricName, dimensions, shareOf }: Alarm): unknown[][] {
  const metric = [namespace, metricName, ...Object.entries(dimensions).flat()];
  if (shareOf === undefined) return [metric];
  const whole = [
    shareOf.namespace,
    shareOf.metricName,
    ...Object.entries(shareOf.dimensions).flat(),
  ];
  return [
    [{ id: "share", label: "%", expression: share }],
    [...metric, { id: "part", visible: false }],
    [...whole, { id: "whole", visible: false }],
  ];
}

/** Three in a row. */
function widget(alarm: Alarm, index: number): object {
  return {
    type: "metric",
    x: (index % 3) * 8,
    y: Math.floor(index / 3) * 6,
    width: 8,
    height: 6,
    properties: {
      title: alarm.name,
      region: aws.getRegionOutput().region,
      period,
      stat: alarm.statistic,
      metrics: lines(alarm),
      annotations: { horizontal: [{ label: "alarm", value: alarm.threshold }] },
    },
  };
}

// Who pushes a branch, or runs the functions on a laptop, sees for himself.
if (isLasting) watch();
