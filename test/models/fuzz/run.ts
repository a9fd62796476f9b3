// Random exchanges with model servers, many at a time: nothing may end the process, hang, leak or be called what it is not.
import { setTimeout as pause } from "node:timers/promises";
import * as fc from "fast-check";
import type { Limits } from "@ai-learning/core/model/limits";
import { kinds } from "../kinds.ts";
import { shortLimits } from "../limits.ts";
import { wireCase, type WireCase } from "./case.ts";
import { expectedOf, type Name } from "./oracle.ts";
import { startWireServer, type WireServer } from "./server.ts";

export interface ModelsOutcome {
  readonly cases: number;
  /** How often the cases ended with each name. */
  readonly tally: ReadonlyMap<string, number>;
  /** Exceptions that nobody caught: each would have ended a function's process. */
  readonly uncaught: readonly string[];
  readonly hangs: readonly string[];
  readonly wrongNames: readonly string[];
  /** Connections and timers that were left when everything was over. */
  readonly unclosed: number;
  readonly timers: number;
  /** Cases that were asked a second time because a limit had passed on a busy machine. */
  readonly repeated: number;
}

const limits: Limits = {
  ...shortLimits,
  headersMs: 3_000,
  silenceMs: 3_000,
  answerMs: 12_000,
  errorMs: 60,
  tailMs: 30,
};

/** What a busy machine may add to a limit. */
const slackMs = 5_000;
const concurrency = 24;

const user = "0198a000-0000-7000-8000-000000000001";

async function callerOf(server: WireServer) {
  Object.assign(process.env, {
    ALLOW_PRIVATE_MODEL_HOSTS: "1",
    SST_RESOURCE_App: '{"name":"test","stage":"test"}',
    SST_RESOURCE_SecretKey: '{"value":"0123456789abcdefghijklmnopqrstuvwxyz"}',
    SST_RESOURCE_SealingKey: '{"value":"zyxwvutsrqponmlkjihgfedcba9876543210"}',
    SST_RESOURCE_OpenAiKey: '{"value":"sk-the-servers-own-key"}',
  });
  const Box = await import("@ai-learning/core/auth/secret-box");
  const { choose } = await import("@ai-learning/core/model/choice");
  const { ask } = await import("@ai-learning/core/model/client");
  const key = Box.seal("sk-a-users-own-key", user);

  return async (id: number, one: WireCase) => {
    const stop = new AbortController();
    if (one.abortAfterMs === 0) stop.abort();
    const timer =
      one.abortAfterMs !== null && one.abortAfterMs > 0
        ? setTimeout(() => stop.abort(), one.abortAfterMs)
        : undefined;
    const { isUsable: _, ...request } = kinds[one.wantsJson ? "plan" : "chat"];
    const wanted = { ...request, signal: stop.signal };
    const baseUrl = `${server.url}/${String(id)}/v1`;
    const own = {
      base_url: baseUrl,
      model_name: "wire",
      max_tokens: 500,
      temperature: 1,
      api_key_encrypted: key,
    };
    const answer =
      one.role === "own"
        ? await choose(user, own, {}, limits).ask(wanted)
        : await ask(
            { baseUrl, name: "wire", key: "sk-the-servers-own-key", own: false },
            wanted,
            limits,
          );
    clearTimeout(timer);
    return answer;
  };
}

/** Why what came may not have come; null when it may. */
function faultOf(one: WireCase, name: Name, text: string): string | null {
  const { names, texts } = expectedOf(one);
  if (!names.has(name)) return `was called ${name}, not ${[...names].join(" or ")}`;
  const isWhole = name === "complete" || name === "truncated";
  const isRight = texts.some((one) => (isWhole ? one === text : one.startsWith(text)));
  return isRight ? null : `said ${JSON.stringify(text.slice(0, 200))}`;
}

const nameOf = ({ error, isTruncated }: { error: Name | null; isTruncated: boolean }): Name =>
  error ?? (isTruncated ? "truncated" : "complete");

/** Waits until nothing is left, at most as long as an idle connection is kept. */
async function leftOf(count: () => number): Promise<number> {
  for (let waited = 0; waited < 8_000 && count() > 0; waited += 100) await pause(100);
  return count();
}

export async function runModels(
  options: { readonly cases: number; readonly seed: number },
  every: (done: number) => void = () => undefined,
): Promise<ModelsOutcome> {
  const server = await startWireServer();
  const call = await callerOf(server);
  const uncaught: string[] = [];
  const hangs: string[] = [];
  const wrongNames: string[] = [];
  const tally = new Map<string, number>();
  const late: WireCase[] = [];
  let done = 0;
  const hear = (error: unknown): void => void uncaught.push(String(error));
  process.on("uncaughtException", hear).on("unhandledRejection", hear);

  async function once(id: number, one: WireCase): Promise<string | null> {
    server.serve(id, one);
    const began = Date.now();
    const answer = await call(id, one);
    const tookMs = Date.now() - began;
    if (tookMs > limits.answerMs + slackMs)
      hangs.push(`${String(tookMs)} ms: ${JSON.stringify(one)}`);
    const name = nameOf(answer);
    tally.set(name, (tally.get(name) ?? 0) + 1);
    const fault = faultOf(one, name, answer.text);
    server.forget(id);
    return fault;
  }

  async function check(id: number, one: WireCase): Promise<void> {
    const fault = await once(id, one);
    // A limit may have passed because so much is done at once: alone it counts.
    if (fault?.includes("model_timeout,") === true) late.push(one);
    else if (fault !== null) wrongNames.push(`${fault}: ${JSON.stringify(one)}`);
    done += 1;
    every(done);
  }

  async function checkAlone(id: number, one: WireCase): Promise<void> {
    const fault = await once(id, one);
    if (fault !== null) wrongNames.push(`${fault}: ${JSON.stringify(one)}`);
  }

  try {
    const cases = fc.sample(wireCase, { numRuns: options.cases, seed: options.seed }).entries();
    const timersBefore = timers();
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        for (const [id, one] of cases) await check(id, one);
      }),
    );
    for (const [at, one] of late.entries()) await checkAlone(options.cases + at, one);
    const unclosed = await leftOf(() => server.open());
    const left = await leftOf(() => Math.max(0, timers() - timersBefore));
    return {
      cases: done,
      tally,
      uncaught,
      hangs,
      wrongNames,
      unclosed,
      timers: left,
      repeated: late.length,
    };
  } finally {
    process.off("uncaughtException", hear).off("unhandledRejection", hear);
    await server.stop();
  }
}

/** Timers that would keep a process alive. */
const timers = (): number =>
  process.getActiveResourcesInfo().filter((one) => one === "Timeout").length;

/** A line per name, and what must be nothing. */
export function reportOf(outcome: ModelsOutcome): string {
  const names = [...outcome.tally].toSorted(([, one], [, other]) => other - one);
  const { uncaught, hangs, wrongNames, unclosed, timers: left } = outcome;
  return [
    ...names.map(([name, count]) => `  ${name.padEnd(24)}${String(count).padStart(7)}`),
    "",
    `  ${String(outcome.cases)} cases: ${String(uncaught.length)} dead processes, ${String(hangs.length)} hangs, ` +
      `${String(unclosed)} unclosed sockets, ${String(left)} timers left, ${String(wrongNames.length)} wrong names ` +
      `(${String(outcome.repeated)} asked twice)`,
    ...[...uncaught, ...hangs, ...wrongNames].slice(0, 12).map((one) => `  ${one.slice(0, 1_000)}`),
  ].join("\n");
}

/** Nothing that must not be. */
export const isClean = ({
  uncaught,
  hangs,
  wrongNames,
  unclosed,
  timers: left,
}: ModelsOutcome): boolean =>
  uncaught.length + hangs.length + wrongNames.length + unclosed + left === 0;
