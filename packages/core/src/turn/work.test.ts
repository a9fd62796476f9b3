import { describe, expect, it, vi } from "vitest";
import { FakeClock, settle } from "../test/fake-clock.ts";
import { connection, FakeTransport } from "../test/fake-transport.ts";
import { claimOf, settledAs, timing, written } from "../test/turns.ts";
import type * as Log from "../log.ts";
import { none } from "../model/usage.ts";
import { PostsInFlight } from "./posts-in-flight.ts";
import type { Claim, Ending, Settled } from "./turn.sql.ts";
import { work } from "./work.ts";
import type { WorkerContext } from "./worker-context.ts";
import type { WriteAnswer } from "./write.ts";

vi.mock("../log.ts", async (original) => ({
  ...(await original<typeof Log>()),
  info: vi.fn<typeof Log.info>(),
  warn: vi.fn<typeof Log.warn>(),
  error: vi.fn<typeof Log.error>(),
}));

const wakeUp = { chat_id: "chat", message_id: "answer" };

interface Given {
  readonly claims?: readonly Claim[];
  readonly write?: WriteAnswer;
  readonly settle?: (claim: Claim, ending: Ending, goOn: boolean) => Settled | null;
  readonly transport?: FakeTransport;
  readonly remainingMs?: number;
}

/** Runs the worker on a fake store and model; `events` tells in which order things happened. */
function working(given: Given = {}) {
  const clock = new FakeClock();
  const transport = given.transport ?? new FakeTransport(connection("a"));
  const claims = [...(given.claims ?? [claimOf()])];
  const settled: { readonly claim: Claim; readonly ending: Ending; readonly goOn: boolean }[] = [];
  const events: string[] = [];
  const counted: string[] = [];
  const context: WorkerContext = {
    model: "server-model",
    timing,
    clock,
    transport,
    store: {
      claim: () => Promise.resolve(claims.shift() ?? null),
      checkpoint: () =>
        Promise.resolve({ stop_requested: false, opened_over: "socket", session_id: "session" }),
      settle: (claim, ending, _model, goOn) => {
        settled.push({ claim, ending, goOn });
        return Promise.resolve((given.settle ?? (() => settledAs()))(claim, ending, goOn));
      },
      closeLost: (callId) => {
        events.push(`closed ${callId} as lost`);
        return Promise.resolve();
      },
    },
    write: given.write ?? (() => Promise.resolve(written("Hello"))),
    giveUp: (id, code) => {
      events.push(`gave up ${id}: ${code}`);
      return Promise.resolve(true);
    },
    wake: ({ chat_id }) => {
      events.push(`woke ${chat_id}`);
      return Promise.resolve();
    },
    hold: (receipt) => {
      events.push(`held ${receipt}`);
      return () => events.push("released");
    },
    count: {
      answer: ({ kind, code }) => void counted.push(`${kind} ${code ?? "well"}`),
      turn: (status, kind) => void events.push(`${kind} ${status}`),
    },
    inFlight: new PostsInFlight(),
    pendingFinalFrames: [],
  };
  const done = work(wakeUp, "receipt", () => given.remainingMs ?? 300_000, context);
  return { clock, context, counted, done, events, settled, transport };
}

describe("the worker", () => {
  it("settles modules made of the plan shown as complete and free, and counts no answer of a model", async () => {
    const plain = written("## Ready", { usage: none, requests: 0 });
    const made = { ...plain, usage: none, modules: [], isFromPlan: true as const };
    const { counted, done, settled } = working({
      claims: [claimOf({ kind: "finalization" })],
      write: () => Promise.resolve(made),
    });

    await done;

    expect(settled).toMatchObject([
      {
        ending: {
          status: "complete",
          tokens: 0,
          ledger: { requests: 0, price_usd: 0, outcome: "complete" },
          modules: [],
          notes: { from_plan: true },
        },
      },
    ]);
    expect(counted).toEqual([]);
  });

  it("claims, writes, settles and tells, and keeps its wake-up until all of that is done", async () => {
    const { counted, done, events, settled, transport } = working();

    await done;

    expect(counted).toEqual(["text well"]);
    expect(settled).toMatchObject([
      { ending: { status: "complete", text: "Hello", tokens: 15, model: "model" }, goOn: true },
    ]);
    expect(transport.framesOf("a", "ai_response")).toMatchObject([
      { message: "Hello", status: "complete", attempt: 1, session_id: "key-a" },
    ]);
    expect(events).toEqual(["held receipt", "text complete", "released"]);
  });

  it("does nothing when somebody else holds the chat", async () => {
    const { done, settled, transport } = working({ claims: [] });

    await done;

    expect(settled).toEqual([]);
    expect(transport.posted).toEqual([]);
  });

  it("gives up a turn that was tried too often", async () => {
    const { done, events, settled } = working({ claims: [claimOf({ over: "gave_up" })] });

    await done;

    expect(settled).toEqual([]);
    expect(events).toContain("gave up answer: gave_up");
  });

  it("goes on to the chat's next turn, claimed as the one before was settled", async () => {
    const next = claimOf({ message_id: "second", position: 4 });
    const { done, settled, transport } = working({
      settle: (claim) => settledAs({ next: claim.message_id === "answer" ? next : null }),
    });

    await done;

    expect(settled.map(({ claim }) => claim.message_id)).toEqual(["answer", "second"]);
    expect(transport.framesOf("a", "ai_response").map((one) => one.message_id)).toEqual([
      "answer",
      "second",
    ]);
  });

  it("leaves the next turn to a wake-up when its time runs low", async () => {
    const { done, events, settled } = working({
      settle: () => settledAs({ more: true }),
      remainingMs: timing.minRemainingMs,
    });

    await done;

    expect(settled).toMatchObject([{ goOn: false }]);
    expect(events).toContain("woke chat");
  });

  it("does not keep the next turn waiting for a slow connection's last frame", async () => {
    const transport = new FakeTransport(connection("stuck"));
    transport.behave = () => new Promise(() => undefined);
    const next = claimOf({ message_id: "second" });
    const { clock, done, settled } = working({
      transport,
      settle: (claim) => settledAs({ next: claim.message_id === "answer" ? next : null }),
    });

    await settle();
    await settle();
    expect(settled).toHaveLength(2);
    await clock.run(2 * timing.finalFrameMs);
    await done;
  });

  it("neither settles nor tells a turn that a newer attempt took over", async () => {
    const lost: WriteAnswer = (_claim, keeper) =>
      new Promise((resolve) => {
        keeper.signal.addEventListener("abort", () =>
          resolve(written("half", { error: "aborted" })),
        );
      });
    const { clock, context, done, events, settled, transport } = working({ write: lost });
    context.store.checkpoint = () => Promise.resolve(undefined);

    await clock.run(timing.checkpointMs);
    await done;

    expect(settled).toEqual([]);
    expect(transport.framesOf("a", "ai_response")).toEqual([]);
    // What its call took is known to this worker alone.
    expect(events).toContain("closed call as lost");
  });

  it("tells nobody of an ending that came too late to be stored", async () => {
    const { done, transport } = working({ settle: () => null });

    await done;

    expect(transport.posted).toEqual([]);
  });

  it("settles a stopped answer with what was written", async () => {
    const stopped: WriteAnswer = (_claim, keeper) =>
      new Promise((resolve) => {
        keeper.write("half");
        keeper.signal.addEventListener("abort", () =>
          resolve(written("half", { error: "aborted" })),
        );
      });
    const { clock, context, done, settled } = working({ write: stopped });
    context.store.checkpoint = () =>
      Promise.resolve({ stop_requested: true, opened_over: "socket", session_id: "session" });

    await clock.run(timing.checkpointMs);
    await done;

    expect(settled).toMatchObject([{ ending: { status: "stopped", text: "half", error: null } }]);
  });

  it("settles an answer that the model's limit cut as truncated, in the ledger too", async () => {
    const { done, settled, transport } = working({
      write: () => Promise.resolve(written("half a plan", { isTruncated: true })),
    });

    await done;

    expect(settled).toMatchObject([
      { ending: { status: "truncated", text: "half a plan", ledger: { outcome: "truncated" } } },
    ]);
    expect(transport.framesOf("a", "ai_response")).toMatchObject([{ status: "truncated" }]);
  });

  it("fails a turn that breaks, and says so", async () => {
    const { done, settled, transport } = working({
      write: () => Promise.reject(new Error("a bug")),
    });

    await done;

    expect(settled).toMatchObject([{ ending: { status: "failed", error: "internal_error" } }]);
    expect(transport.framesOf("a", "error")).toMatchObject([
      { code: "internal_error", status: "failed", message_id: "answer" },
    ]);
  });

  it("tells of the earlier answer that came back, and why there is no newer one", async () => {
    const kept = { status: "complete", text: "older", model: "model", tokens: 3 } as const;
    const { done, transport } = working({
      write: () => Promise.resolve(written("", { error: "model_refused" })),
      settle: () => settledAs({ kept }),
    });

    await done;

    expect(transport.framesOf("a", "ai_response")).toMatchObject([
      { message: "older", status: "complete", error_code: "model_refused" },
    ]);
  });

  it("tells the session that the chat belongs to at its end, not at its claim", async () => {
    const moved = connection("a", { session_id: "merged" });
    const { done, transport } = working({
      transport: new FakeTransport(moved),
      settle: () => settledAs({ session_id: "merged" }),
    });

    await done;

    expect(transport.framesOf("a", "ai_response")).toMatchObject([{ message: "Hello" }]);
  });
});
