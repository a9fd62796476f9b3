import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { firstToGive, loadsOf } from "../../infra/cost/capacity.ts";
import { dollarsOf, idle, ofTurns, total } from "../../infra/cost/cost.ts";
import { turn } from "../../infra/cost/counts.ts";
import { prices, type Price } from "../../infra/cost/prices.ts";
import { stages } from "./harness/stages.ts";

describe("the cost of a stage", () => {
  it("is a count times a price, a million being a million", () => {
    expect(dollarsOf({ what: "", count: 730, price: "natGateway" })).toBeCloseTo(32.85);
    expect(dollarsOf({ what: "", count: 2_000_000, price: "socketMessage" })).toBeCloseTo(2);
    expect(total([])).toBe(0);
  });

  it("does not scale to zero: database, proxy and NAT are most of a standard production", () => {
    const standing = idle.standard.filter(({ price }) => /^(?:database|proxy|nat)/.test(price));
    expect(total(standing) / total(idle.standard)).toBeGreaterThan(0.8);
    expect(total(idle.standard)).toBeGreaterThan(150);
  });

  it("is 25 to 35 dollars for a small production", () => {
    expect(total(idle.small)).toBeGreaterThan(25);
    expect(total(idle.small)).toBeLessThan(35);
  });

  it.each(["small", "external", "dev"] as const)("counts what %s deploys", (name) => {
    const stage = stages[name];
    const counted = (what: RegExp): number =>
      idle[name].find((line) => what.test(line.what))?.count ?? 0;

    expect(counted(/^alarms$/)).toBe(stage.made("cloudwatch/metricAlarm:MetricAlarm").size);
    expect(counted(/^NAT, \d$/) / 730).toBe(stage.made("ec2/instance:Instance").size);
    expect(counted(/^NAT, public/) / 730).toBe(stage.made("ec2/eip:Eip").size);
    expect(counted(/^PostgreSQL, 1/) / 730).toBe(stage.made("rds/instance:Instance").size);
  });

  it("is least for a preview, which lives in dev's network and database", () => {
    expect(total(idle.preview)).toBeLessThan(total(idle.dev) / 3);
    expect(total(idle.dev)).toBeLessThan(total(idle.standard) / 3);
  });
});

describe("the cost of turns", () => {
  it("is proportional to them, and nothing without them", () => {
    expect(total(ofTurns(0))).toBe(0);
    expect(total(ofTurns(20_000))).toBeCloseTo(20 * total(ofTurns(1_000)));
  });

  it("is mostly the model's and what writing the answer live costs", () => {
    const lines = ofTurns(1_000);
    const main = lines.filter(({ what }) => /^(?:model|messages|Lambda, time)/.test(what));
    expect(total(main) / total(lines)).toBeGreaterThan(0.8);
  });
});

describe("what gives first", () => {
  it("grows with the learners, all of it", () => {
    const few = loadsOf(10_000);
    const many = loadsOf(1_000_000);
    few.forEach(({ load }, index) => expect(many[index]?.load).toBeCloseTo(load * 100));
  });

  it("is the model's own rate, beside which ten thousand learners fit a standard production", () => {
    const over = loadsOf(10_000).filter(({ load, limit }) => load > limit);

    expect(over.map(({ what }) => what)).toEqual(["tokens of the model a minute"]);
    expect(over[0]?.load).toBeCloseTo(516_667, 0);
    expect(firstToGive(loadsOf(1_000_000))?.what).toBe("tokens of the model a minute");
  });

  it("is, of what is ours, the answers being written, in each size", () => {
    for (const size of ["small", "standard", "external"] as const) {
      const ours = loadsOf(1_000_000, size).filter(({ whose }) => whose.startsWith("ours"));
      expect(firstToGive(ours)?.what, size).toBe("answers being written");
    }
  });
});

describe("the prices", () => {
  it("say where they come from and whether somebody looked", () => {
    for (const { dollars, source, seen } of Object.values<Price>(prices)) {
      expect(dollars).toBeGreaterThan(0);
      expect(source).toMatch(/pricing/);
      expect(seen).toMatch(/202\d|no date/);
    }
  });

  it("count what the bench measured: a delta every tenth of a second", () => {
    expect(turn.posts).toBeCloseTo(103);
  });
});

describe("the command", () => {
  it("ends quietly when nobody reads what it says", () => {
    const script = 'set -o pipefail; "$0" infra/cost/main.ts | :';
    const ended = spawnSync("bash", ["-c", script, process.execPath], { encoding: "utf8" });

    expect(ended).toMatchObject({ status: 0, stderr: "" });
  });
});
