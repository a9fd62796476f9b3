// Somebody is woken by what hurts learners, and there is one page to look at.
import { answerMetric, functions, serviceMetric } from "@ai-learning/functions/manifest";
import { describe, expect, it } from "vitest";
import { stages } from "./harness/stages.ts";

const watched = ["production", "small", "external", "dev", "externalDev"] as const;

const ofModel = ["model-misconfigured", "answers-failing", "first-token"];
const ofService = ["queue-age", "ledger-differs"];
const always = ["dead-letters", "wakeups-wait", "sweep-silent", "http-errors", "socket-errors"];
const ofDatabase = ["database-connections", "database-cpu", "database-storage", "database-memory"];
const ofProxy = ["proxy-borrow", "proxy-pinned"];
const ofFunctions = functions
  .filter(({ atDeploy }) => !atDeploy)
  .map(({ name }) => `${name}-errors`);

describe.each(watched)("the alarms of %s", (kind) => {
  const stage = stages[kind];
  const alarms = stage.made("cloudwatch/metricAlarm:MetricAlarm");

  it("cover queues, APIs, the clock, every function and the database that is its own", () => {
    const wanted = [
      ...ofModel,
      ...ofService,
      ...always,
      ...ofFunctions,
      "throttles",
      "concurrency",
    ];
    if (kind !== "external" && kind !== "externalDev") wanted.push(...ofDatabase);
    if (kind === "production") wanted.push(...ofProxy);
    if (kind === "small") wanted.push("nat-status");

    expect([...alarms.keys()].toSorted()).toEqual(wanted.map((name) => `alarm-${name}`).toSorted());
  });

  it("ring at eight in ten of the connections that the server takes", () => {
    const { threshold } = alarms.get("alarm-database-connections") ?? {};

    const own: Partial<Record<string, number>> = { production: 320, small: 64, dev: 64 };
    expect(threshold).toBe(own[kind]);
  });

  it("ring at the first dead letter, and when the clock falls silent", () => {
    const dead = alarms.get("alarm-dead-letters");

    expect(dead).toMatchObject({ threshold: 0, comparisonOperator: "GreaterThanThreshold" });
    expect(JSON.stringify(dead?.["dimensions"])).toContain("DeadLetters");
    expect(alarms.get("alarm-sweep-silent")).toMatchObject({
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "breaching",
    });
  });

  it("watch the numbers that functions write into their logs", () => {
    expect(alarms.get("alarm-model-misconfigured")).toMatchObject({
      namespace: "ai-learning",
      metricName: "Answers",
      dimensions: { stage: stage.stageName, code: "model_misconfigured" },
      statistic: "Sum",
      threshold: 0,
    });
    expect(alarms.get("alarm-first-token")).toMatchObject({
      metricName: "FirstTokenMs",
      extendedStatistic: "p90",
    });
    expect(alarms.get("alarm-queue-age")).toMatchObject({
      namespace: "ai-learning",
      metricName: "QueueMs",
      dimensions: { stage: stage.stageName },
      extendedStatistic: "p90",
    });
    expect(alarms.get("alarm-ledger-differs")).toMatchObject({
      metricName: "LedgerDifferences",
      statistic: "Maximum",
      threshold: 0,
    });
    expect(alarms.get("alarm-answers-failing")).toMatchObject({
      threshold: 25,
      metricQueries: [
        { id: "share", returnData: true },
        { id: "part", metric: { metricName: "AnswersFailed", stat: "Sum" } },
        { id: "whole", metric: { metricName: "Answers", stat: "Sum" } },
      ],
    });
  });

  it("each say in a sentence what is wrong", () => {
    for (const [name, alarm] of alarms) expect(alarm["alarmDescription"], name).toMatch(/\.$/);
  });

  it("have one dashboard with a graph for each, and graphs of every number that functions count", () => {
    const { dashboardBody, dashboardName } = stage.the("cloudwatch/dashboard:Dashboard");
    const { widgets }: { widgets: { properties: { title: string } }[] } = JSON.parse(
      String(dashboardBody),
    );
    const titles = widgets.map(({ properties }) => properties.title);

    expect(dashboardName).toBe(`ai-learning-${stage.stageName}`);
    expect(
      titles
        .slice(0, alarms.size)
        .map((name) => `alarm-${name}`)
        .toSorted(),
    ).toEqual([...alarms.keys()].toSorted());
    expect(new Set(titles).size).toBe(titles.length);
    for (const name of [...Object.values(answerMetric), ...Object.values(serviceMetric)]) {
      expect(String(dashboardBody)).toContain(`"${name}"`);
    }
  });
});

describe("an alarm of production", () => {
  it("reaches a person, when it rings and when it ends", () => {
    const { production } = stages;

    expect(production.the("sns/topicSubscription:TopicSubscription")).toMatchObject({
      protocol: "email",
      endpoint: "operator@learn.example",
    });
    for (const [name, alarm] of production.made("cloudwatch/metricAlarm:MetricAlarm")) {
      expect(alarm["alarmActions"], name).toHaveLength(1);
      expect(alarm["okActions"], name).toHaveLength(1);
    }
  });
});

describe("a preview", () => {
  it("has no alarm, no dashboard and nobody to wake", () => {
    for (const type of [
      "cloudwatch/metricAlarm:MetricAlarm",
      "cloudwatch/dashboard:Dashboard",
      "sns/topic:Topic",
    ]) {
      expect(stages.preview.made(type).size, type).toBe(0);
    }
  });
});
