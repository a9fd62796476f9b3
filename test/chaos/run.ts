// A run from its plan to its verdict.
import { loadavg } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { FaultInjector, type InjectedFault } from "./fault-injector.ts";
import { playOut } from "./clock.ts";
import { createJournal, type Journal } from "./journal.ts";
import { Learner } from "./learner.ts";
import type { Options } from "./options.ts";
import { planOf } from "./plan.ts";
import { SilenceMonitor } from "./silence-monitor.ts";
import { countUnfinished, readRows } from "./rows.ts";
import { startSystem, type LogLine, type System } from "./system.ts";
import type { Tab } from "./tab.ts";
import type { Evidence } from "./verdict/evidence.ts";
import { verdictOf, type Verdict } from "./verdict/verdict.ts";

/** What a run leaves for its report. */
export interface Outcome {
  readonly seed: number;
  readonly verdict: Verdict;
  readonly evidence: Evidence;
  readonly tabs: readonly Tab[];
  readonly log: readonly LogLine[];
  readonly faults: readonly InjectedFault[];
  readonly modelHits: ReadonlyMap<string, number>;
  readonly seconds: number;
  /** Of the machine over the last minute, when the run ended. */
  readonly load: number;
  /** Longest time for which this process did not get to run, in milliseconds. */
  readonly held: number;
  /** Time ran out before everything planned was done. */
  readonly isCut: boolean;
  /** Tabs that never came to rest, with why. */
  readonly restless: readonly string[];
}

export interface RunOptions extends Options {
  readonly prebuilt?: boolean;
  /** Told a line every few seconds. */
  readonly say: (line: string) => void;
}

/** Milliseconds. */
const sweepMs = { real: 60_000, fast: 2_000 } as const;
const sayEveryMs = 5_000;
/** The sweep's two minutes, and one for a model that stalls after that. */
const restWithinMs = 180_000;
/** Spells that are still on, and buttons that are still pressed. */
const lastActionsMs = 12_000;
/** How long everything stays quiet before it is believed. */
const quietMs = 2_000;

const stackOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);

const waiting = ({ asks }: Journal): number =>
  asks.filter((ask) => ask.acceptedAt === null && ask.refused === null).length;

export async function run(options: RunOptions): Promise<Outcome> {
  const { seed } = options;
  const started = Date.now();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const system = await startSystem({
    seed,
    sweepEveryMs: options.fast ? sweepMs.fast : sweepMs.real,
    prebuilt: options.prebuilt ?? false,
  });
  const { databaseUrl } = system.stack;
  const sql = postgres(databaseUrl, { max: 2, fetch_types: false, onnotice: () => undefined });
  const resting = new AbortController();
  const learners: Learner[] = [];
  try {
    const journal = createJournal();
    const monitor = new SilenceMonitor();
    const { siteUrl } = system.stack;
    const world = { siteUrl, journal, monitor, resting: resting.signal };
    for (let index = 0; index < options.users; index += 1) {
      const learner = await Learner.arrive(`u${String(index)}`, world);
      for (let tab = 0; tab < options.tabs; tab += 1) learner.open();
      learners.push(learner);
    }
    const injector = new FaultInjector(system, sql);
    const scene = { options, system, sql, journal, learners, injector, resting, started };
    const isWhole = await play(scene);
    monitor.end();
    const end = Date.now();
    const tabs = learners.flatMap((one) => one.tabs);
    const evidence = await gather(scene, monitor);
    return {
      seed,
      verdict: verdictOf(evidence, end),
      evidence,
      tabs: [...tabs, ...learners.flatMap((one) => one.closed)],
      log: system.log,
      faults: injector.faults,
      modelHits: system.modelHits,
      seconds: (Date.now() - started) / 1000,
      load: loadavg()[0] ?? 0,
      held: delay.max / 1e6,
      isCut: !isWhole,
      restless: tabs.filter((tab) => !tab.isQuiet).map((tab) => `${tab.name}: ${tab.unrest}`),
    };
  } finally {
    resting.abort();
    delay.disable();
    for (const tab of learners.flatMap((one) => one.tabs)) tab.close();
    await sql.end({ timeout: 2 });
    await system.stop();
  }
}

interface Scene {
  readonly options: RunOptions;
  readonly system: System;
  readonly sql: Sql;
  readonly journal: Journal;
  readonly learners: readonly Learner[];
  readonly injector: FaultInjector;
  readonly resting: AbortController;
  readonly started: number;
}

/** Carries out the plan and waits until everything has come to rest; false when time ran out before its end. */
async function play(scene: Scene): Promise<boolean> {
  const { options, journal, learners, injector, resting, started } = scene;
  const { say, users } = options;
  const plan = planOf(options);
  const over = started + options.minutes * 60_000;
  const under: Promise<void>[] = [];
  const begin = (work: Promise<void>): void => {
    const done = work.catch((error: unknown) => say(`a defect of this program: ${stackOf(error)}`));
    under.push(done);
  };
  const progress = setInterval(() => {
    const accepted = journal.asks.filter((ask) => ask.acceptedAt !== null).length;
    const at = String(Math.round((Date.now() - started) / 1000)).padStart(4);
    const counts = `asked ${String(journal.asks.length)}, accepted ${String(accepted)}`;
    say(`${at} s  ${counts}, faults ${String(injector.faults.length)}`);
  }, sayEveryMs);
  try {
    const isWhole = await playOut({
      events: [...plan.steps, ...plan.faults].toSorted((a, b) => a.at - b.at),
      spanMs: plan.spanMs,
      deadline: over - restWithinMs,
      isBehind: () => waiting(journal) > users,
      begin(event) {
        if ("kind" in event) begin(injector.break(event));
        else begin(learners[event.user]?.act(event.tab, event.action) ?? Promise.resolve());
      },
    });
    await Promise.race([Promise.all(under), pause(lastActionsMs)]);
    injector.calm();
    say("        the faults are over");
    await rest(scene, Math.min(Date.now() + restWithinMs, over));
    resting.abort();
    await Promise.race([Promise.all(under), pause(lastActionsMs)]);
    return isWhole;
  } finally {
    clearInterval(progress);
  }
}

/** Until every answer is at its end, every outbox empty and every tab quiet, or until the deadline. */
async function rest({ sql, journal, learners }: Scene, deadline: number): Promise<void> {
  let quietSince: number | null = null;
  while (Date.now() < deadline) {
    const left = await countUnfinished(sql).catch(() => 1);
    const isQuiet =
      left === 0 &&
      waiting(journal) === 0 &&
      learners.every((one) => one.tabs.every((tab) => tab.isQuiet));
    quietSince = isQuiet ? (quietSince ?? Date.now()) : null;
    if (quietSince !== null && Date.now() - quietSince > quietMs) return;
    await pause(100);
  }
}

const gather = async (scene: Scene, monitor: SilenceMonitor): Promise<Evidence> => ({
  asks: scene.journal.asks,
  screens: scene.learners.flatMap((learner) =>
    learner.tabs.map((tab) => ({
      name: tab.name,
      chatId: tab.chatId,
      chat: tab.chat,
      unsent: tab.unsent,
    })),
  ),
  rows: await readRows(scene.sql),
  titles: new Map(scene.learners.map((one) => [one.track.title, one.userId])),
  modelRequests: scene.system.modelRequests,
  silences: monitor.silences,
  faults: scene.injector.faults,
  killed: scene.injector.killed,
});
