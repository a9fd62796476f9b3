// Somebody is woken by what hurts learners, and there is one page to look at.
import { functions } from "@ai-learning/functions/manifest";
import { describe, expect, it } from "vitest";
import { stages } from "./harness/stages.ts";

const deployed = ["production", "dev", "preview"] as const;

const always = ["dead-letters", "wakeups-wait", "sweep-silent", "http-errors", "socket-errors"];
const ofDatabase = ["database-cpu", "database-storage", "database-memory"];
const ofFunctions = functions
  .filter(({ atDeploy }) => !atDeploy)
  .map(({ name }) => `${name}-errors`);

describe.each(deployed)("the alarms of %s", (kind) => {
  const stage = stages[kind];
  const alarms = stage.made("cloudwatch/metricAlarm:MetricAlarm");

  it("cover queues, APIs, the clock, every function and its own database", () => {
    const wanted = [...always, ...ofFunctions, "throttles"];
    if (kind !== "preview") wanted.push(...ofDatabase);

    expect([...alarms.keys()].toSorted()).toEqual(wanted.map((name) => `alarm-${name}`).toSorted());
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

  it("each say in a sentence what is wrong", () => {
    for (const [name, alarm] of alarms) expect(alarm["alarmDescription"], name).toMatch(/\.$/);
  });

  it("have one dashboard with a graph for each", () => {
    const { dashboardBody, dashboardName } = stage.the("cloudwatch/dashboard:Dashboard");
    const { widgets }: { widgets: unknown[] } = JSON.parse(String(dashboardBody));

    expect(dashboardName).toBe(`ai-learning-${stage.stageName}`);
    expect(widgets).toHaveLength(alarms.size);
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

describe("an alarm of a preview", () => {
  it("wakes nobody", () => {
    expect(stages.preview.made("sns/topic:Topic").size).toBe(0);
  });
});
