import { afterEach, beforeEach, expect, it, vi } from "vitest";

process.env["SST_RESOURCE_App"] = '{"name":"test","stage":"dev"}';
// Settings are read once: after the variable above is set.
const {
  countAnswer,
  countBudgetRefusal,
  countGone,
  countJob,
  countTurn,
  measureOpen,
  measureQueue,
} = await import("./metrics.ts");

const lines: Record<string, unknown>[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    lines.push(JSON.parse(String(line)) as Record<string, unknown>);
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

const failed = { kind: "text", code: "model_misconfigured", firstTokenMs: null, durationMs: 40 };

it("writes one line that holds its numbers and says how they are summed up", () => {
  countAnswer(failed);

  expect(lines).toEqual([
    expect.objectContaining({
      event: "answer_counted",
      stage: "dev",
      code: "model_misconfigured",
      Answers: 1,
      AnswersFailed: 1,
      AnswerMs: 40,
    }),
  ]);
  expect(lines[0]?.["_aws"]).toEqual({
    Timestamp: expect.any(Number),
    CloudWatchMetrics: [
      {
        Namespace: "ai-learning",
        Dimensions: [["stage"]],
        Metrics: [
          { Name: "Answers", Unit: "Count" },
          { Name: "AnswersFailed", Unit: "Count" },
          { Name: "AnswerMs", Unit: "Milliseconds" },
        ],
      },
      {
        Namespace: "ai-learning",
        Dimensions: [["stage", "code"]],
        Metrics: [{ Name: "Answers", Unit: "Count" }],
      },
    ],
  });
});

it("every dimension and metric that it names is a field of the line", () => {
  countAnswer({ ...failed, code: null, firstTokenMs: 7 });

  const [line = {}] = lines;
  const { CloudWatchMetrics: sums } = line["_aws"] as {
    CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[];
  };
  const named = sums.flatMap((one) => [
    ...one.Dimensions.flat(),
    ...one.Metrics.map(({ Name }) => Name),
  ]);
  expect(Object.keys(line)).toEqual(expect.arrayContaining([...new Set(named)]));
  expect(line).toMatchObject({ code: "none", AnswersFailed: 0, FirstTokenMs: 7 });
});

it.each(["model_refused", "plan_not_found"])("%s is no failure of ours", (code) => {
  countAnswer({ ...failed, code });
  expect(lines[0]).toMatchObject({ code, Answers: 1, AnswersFailed: 0 });
});

it("counts turns and jobs by how they ended, and nothing twice", () => {
  countTurn("stopped", "text");
  countJob("failed", "generate-plan");

  const directives = lines.map(
    (line) => (line["_aws"] as { CloudWatchMetrics: unknown[] }).CloudWatchMetrics,
  );
  expect(lines).toMatchObject([
    { event: "turn_ended", stage: "dev", status: "stopped", kind: "text", Turns: 1 },
    { event: "job_ended", stage: "dev", status: "failed", kind: "generate-plan", Jobs: 1 },
  ]);
  expect(directives[0]).toEqual([
    {
      Namespace: "ai-learning",
      Dimensions: [["stage", "status"]],
      Metrics: [{ Name: "Turns", Unit: "Count" }],
    },
  ]);
});

it("measures a wake-up's wait, never less than nothing where clocks differ", () => {
  measureQueue(40);
  measureQueue(-3);
  expect(lines).toMatchObject([{ QueueMs: 40 }, { QueueMs: 0 }]);
});

it("tells what is open, and counts connections that are gone and refusals", () => {
  measureOpen(3, 2, 0);
  countGone();
  countBudgetRefusal();
  expect(lines).toMatchObject([
    { OpenTurns: 3, open_jobs: 2, LedgerDifferences: 0 },
    { ConnectionsGone: 1 },
    { BudgetRefusals: 1 },
  ]);
});
