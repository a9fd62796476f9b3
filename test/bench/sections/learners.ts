// Our share of the time from a learner's send to the first words of the answer, alone and many at once: the model's own
// time, as it clocked it itself, is taken out.
import type { Bench } from "../bench.ts";
import { Learner, question } from "../learner.ts";
import { cpuOf, othersShare } from "../processes.ts";
import { within, type Findings, type Series } from "../row.ts";
import { median, quantile, timing } from "../stats.ts";

/** Learners who join side by side: guests cost a sign-in and a track. */
const joinTogether = 10;

/** One turn of one learner. Milliseconds. */
interface Start {
  /** On the clock of `performance.now()`. */
  readonly sentAt: number;
  readonly firstAt: number;
  readonly accepted: number;
  /** From send to first delta without the model's share. */
  readonly ours: number;
}

export async function measureLearners(bench: Bench): Promise<Findings> {
  const stack = await bench.stack();
  const crowds = bench.quick ? [2, 5] : [10, 50, 100];
  const learners = await joinAll(bench, stack, Math.max(...crowds));
  const [first] = learners;
  if (!first) return { rows: [] };

  const alone: Start[] = [];
  const others = await othersShare(async () => {
    for (let time = -5; time < bench.size(60, 5); time += 1) {
      const starts = await startTurns([first], stack.modelUrl);
      if (time >= 0) alone.push(...starts);
    }
  });
  const ours = timing(alone.map((one) => one.ours));
  const rows: Findings["rows"][number][] = [
    {
      name: "What others took of the processors meanwhile",
      value: Number.isNaN(others) ? null : others * 100,
      unit: "%",
      note: "times are worth little when it is much",
    },
    { name: "Send to accepted, alone", ...timing(alone.map((one) => one.accepted)), unit: "ms" },
    { name: "Send to first delta, alone", ...ours, unit: "ms", budget: within(25) },
  ];
  let perTurn = new Map<string, number>();
  const points: Series["points"][number][] = [{ x: 1, median: ours.value, p95: ours.p95 }];

  for (const size of crowds) {
    bench.say(`${String(size)} learners at once`);
    const rounds: Start[][] = [];
    const crowd = learners.slice(0, size);
    await startTurns(crowd, stack.modelUrl);
    const spent = await cpuOf(stack.pid, async () => {
      for (let time = 0; time < bench.size(7, 2); time += 1) {
        rounds.push(await startTurns(crowd, stack.modelUrl));
      }
    });
    const starts = rounds.map((round) => round.map((one) => one.ours));
    // Of the rounds, so that one disturbed by something else does not count.
    const value = median(starts.map(median));
    const p95 = median(starts.map((round) => quantile(round, 0.95)));
    points.push({ x: size, median: value, p95 });
    perTurn = new Map([...spent].map(([role, ms]) => [role, ms / (rounds.length * size)]));
    const isJudged = size === 50;
    const name = `${String(size)} learners at once`;
    rows.push(
      {
        name: `Send to first delta, ${name}`,
        value,
        p95,
        unit: "ms",
        ...(isJudged && { budget: within(130) }),
      },
      {
        name: `Turns started, ${name}`,
        value: median(rounds.map(perSecond)),
        unit: "/s",
        ...(isJudged && { budget: { kind: "time", least: 50 } as const }),
      },
    );
  }
  rows.push(...processorRows(perTurn));
  const writing = await whileWriting(learners.slice(0, bench.size(50, 5)), stack.modelUrl);
  rows.push(writing);
  await Promise.all(learners.map((one) => one.leave()));
  const series: Series = {
    name: "Send to first delta, the model's time taken out",
    axis: "learners at once",
    budget: { x: 50, ms: 130 },
    points,
  };
  return { rows, series: [series] };
}

/** Guests with a track and a socket each, who have all been answered once. */
export async function joinAll(
  bench: Bench,
  target: Parameters<typeof Learner.join>[0],
  count: number,
): Promise<Learner[]> {
  bench.say(`${String(count)} learners join`);
  const learners: Learner[] = [];
  while (learners.length < count) {
    const joining = Math.min(joinTogether, count - learners.length);
    learners.push(
      ...(await Promise.all(Array.from({ length: joining }, () => Learner.join(target)))),
    );
  }
  await startTurns(learners, target.modelUrl);
  return learners;
}

/** Everybody sends at once; done when the last answer is. */
export async function startTurns(
  learners: readonly Learner[],
  modelUrl: string,
  chars = 40,
  pace = 0,
): Promise<Start[]> {
  const turns = learners.map((learner) => {
    const id = crypto.randomUUID();
    const [accepted, first, end] = [
      learner.next("message_accepted"),
      learner.next("ai_delta"),
      learner.next("ai_response"),
    ];
    const sentAt = learner.send(question(id, chars, pace));
    return { id, sentAt, came: Promise.all([accepted, first, end]) };
  });
  const ended = await Promise.all(turns.map(({ came }) => came));
  const served = (await (await fetch(`${modelUrl}/served`)).json()) as Record<string, number>;
  return turns.map(({ id, sentAt }, at) => {
    const [accepted, first] = ended[at] ?? [];
    const model = served[id];
    if (!accepted || !first || model === undefined) throw new Error(`Turn ${id} was not answered.`);
    return {
      sentAt,
      firstAt: first.at,
      accepted: accepted.at - sentAt,
      ours: first.at - sentAt - model,
    };
  });
}

function perSecond(starts: readonly Start[]): number {
  const began = Math.min(...starts.map((one) => one.sentAt));
  const ended = Math.max(...starts.map((one) => one.firstAt));
  return (starts.length / (ended - began)) * 1000;
}

/** What a turn keeps the processor busy for, by process: it bounds how many a second there can be. */
function processorRows(perTurn: ReadonlyMap<string, number>): Findings["rows"][number][] {
  if (perTurn.size === 0) return [];
  const total = [...perTurn.values()].reduce((sum, ms) => sum + ms, 0);
  const named = [...perTurn].filter(([, ms]) => ms >= 0.1).toSorted(([, a], [, b]) => b - a);
  return [["all", total] as const, ...named].map(([role, value]) => ({
    name: `Processor time of a turn, ${role}`,
    value,
    unit: "ms",
  }));
}

/** Answers that take a second to write keep a worker each: what waiting for one adds. */
async function whileWriting(learners: readonly Learner[], modelUrl: string) {
  const starts = await startTurns(learners, modelUrl, 400, 400);
  return {
    name: `The same, ${String(learners.length)} at once, answers of 1 s`,
    ...timing(starts.map((one) => one.ours)),
    unit: "ms",
    note: "no more are written at a time than queueConcurrency says",
  };
}
