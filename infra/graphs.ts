// What the dashboard draws beside the alarms: how the service is used, and how long it lets people wait.
import { answerMetric, metricsNamespace, serviceMetric } from "@ai-learning/functions/manifest";

interface Graph {
  readonly title: string;
  /** Metrics of the stage, each with what it is drawn by. */
  readonly lines: readonly (readonly [
    metric: string,
    stat: string,
    by?: Readonly<Record<string, string>>,
  ])[];
  readonly stacked?: true;
}

const byStatus = (metric: string, statuses: readonly string[]): Graph["lines"] =>
  statuses.map((status) => [metric, "Sum", { status }]);

const graphs: readonly Graph[] = [
  {
    title: "Turns by outcome",
    lines: byStatus(serviceMetric.turns, ["complete", "truncated", "stopped", "failed"]),
    stacked: true,
  },
  {
    title: "Jobs by outcome",
    lines: byStatus(serviceMetric.jobs, ["complete", "failed"]),
    stacked: true,
  },
  {
    title: "First word, milliseconds",
    lines: ["p50", "p90", "p99"].map((stat) => [answerMetric.firstToken, stat]),
  },
  {
    title: "Whole answer, milliseconds",
    lines: ["p50", "p90", "p99"].map((stat) => [answerMetric.duration, stat]),
  },
  {
    title: "Wait in the queue, milliseconds",
    lines: ["p50", "p90", "p99"].map((stat) => [serviceMetric.queueAge, stat]),
  },
  {
    title: "Unfinished turns",
    lines: [[serviceMetric.openTurns, "Maximum"]],
  },
  {
    title: "Connections found gone (410), requests refused for the budget",
    lines: [
      [serviceMetric.gone, "Sum"],
      [serviceMetric.budgetRefusals, "Sum"],
    ],
  },
];

const period = 60;

/** The widgets of a stage, three in a row; `above`: rows that are there already. */
export const graphsBelow = (above: number): object[] =>
  graphs.map(({ title, lines, stacked = false }, index) => ({
    type: "metric",
    x: (index % 3) * 8,
    y: (above + Math.floor(index / 3)) * 6,
    width: 8,
    height: 6,
    properties: {
      title,
      region: aws.getRegionOutput().region,
      period,
      stacked,
      metrics: lines.map(([metric, stat, by = {}]) => [
        metricsNamespace,
        metric,
        "stage",
        $app.stage,
        ...Object.entries(by).flat(),
        { stat },
      ]),
    },
  }));
