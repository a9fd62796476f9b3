// The verdict can fail: each thing it looks for is found when it is there, and in its own cell only.
import { describe, expect, it } from "vitest";
import type { InjectedFault } from "../fault-injector.ts";
import type { Evidence } from "./evidence.ts";
import { answer, ask, began, call, clean, question, screenOf, withRows } from "./clean-run.ts";
import { longAnswer } from "../../support/script.ts";
import { limits } from "./silence.ts";
import { verdictOf, type Cell } from "./verdict.ts";

const end = began + 300_000;

/** Cells of the table that are not zero. */
const spoiled = (evidence: Evidence): Partial<Record<Cell, number>> => {
  const cells = Object.entries(verdictOf(evidence, end).cells);
  return Object.fromEntries(
    cells.flatMap(([cell, found]) => (found.length > 0 ? [[cell, found.length]] : [])),
  );
};

describe("the verdict", () => {
  it("is clean when nothing is wrong", () => {
    expect(verdictOf(clean, end)).toMatchObject({ isClean: true, asked: 1, accepted: 1 });
    expect(spoiled(clean)).toEqual({});
  });

  it("finds a message that was accepted and is not stored", () => {
    const other = { ...ask, clientId: "client-2", text: "#2#" };

    expect(spoiled({ ...clean, asks: [ask, other] })).toEqual({ lost: 1 });
  });

  it("finds a message that nobody ever took", () => {
    const waiting = { ...ask, clientId: "client-2", text: "#2#", acceptedAt: null };
    const [screen] = clean.screens;
    const unsent = [{ text: "#2#", refused: null }];

    expect(spoiled({ ...clean, asks: [ask, waiting] })).toEqual({ lost: 1 });
    expect(
      spoiled({ ...clean, screens: screen === undefined ? [] : [{ ...screen, unsent }] }),
    ).toEqual({ lost: 1 });
  });

  it("finds an accepted attempt that was never made", () => {
    const again = { ...ask, kind: "regenerate" as const, answerId: "answer", attempt: 1 };

    expect(spoiled({ ...clean, asks: [ask, again] })).toEqual({ lost: 1 });
  });

  it("is clean of an answer that went on to its end, each part a charge, and finds one that begins again", () => {
    const text = "#1# [long 90] [parts 40]";
    const asked = { ...question, content: text };
    const whole = { ...answer, content: longAnswer(90), attempt: 3, tokens: 24 };
    const goOn = {
      ...ask,
      kind: "continue" as const,
      clientId: null,
      answerId: "answer",
      attempt: 1,
    };
    const rows = {
      calls: [call, { ...call, id: "call-2", attempt: 3 }],
      budgets: [{ user_id: "user", spent: 24, reserved: 0 }],
    };
    const asks = [{ ...ask, text }, goOn];
    const began = { ...whole, content: longAnswer(40) + longAnswer(90) };

    expect(spoiled({ ...withRows([asked, whole], rows), asks })).toEqual({});
    expect(spoiled({ ...withRows([asked, began], rows), asks })).toEqual({ unequal: 1 });
    expect(spoiled({ ...withRows([asked, whole], rows), asks: asks.slice(0, 1) })).toEqual({
      "charged twice": 1,
    });
  });

  it("finds words stored twice", () => {
    const twin = { ...question, id: "twin", position: 3, client_id: "client-2" };

    expect(spoiled(withRows([question, answer, twin]))).toEqual({ doubled: 1 });
  });

  it("finds two answers to one message", () => {
    const twin = { ...answer, id: "twin", position: 3 };
    const calls = [call, { ...call, id: "call-2", message_id: "twin", requests: 1 }];
    const budgets = [{ user_id: "user", spent: 24, reserved: 0 }];

    expect(spoiled(withRows([question, answer, twin], { calls, budgets }))).toEqual({
      doubled: 1,
    });
  });

  it("finds one plan finalised twice", () => {
    const asked = { ...question, kind: "finalization" as const, content: "Finalise" };
    const made = { ...answer, kind: "finalization" as const };
    const rows = [
      asked,
      made,
      { ...asked, id: "q2", position: 3, client_id: "finalization:2" },
      { ...made, id: "a2", position: 4, reply_to: "q2" },
    ];
    const evidence = { ...withRows(rows), asks: [] };

    expect(spoiled(evidence)).toEqual({ doubled: 1 });
  });

  it("finds an answer without an end", () => {
    const open = { ...answer, status: "generating" as const, content: "Answer" };

    expect(spoiled(withRows([question, open]))).toMatchObject({ unfinished: 1 });
  });

  it.each([
    ["status", { status: "stopped" as const }],
    ["attempt", { attempt: 2 }],
    ["tokens", { tokens: 13 }],
    ["model", { model: "another" }],
    ["error", { error_code: "model_unavailable" }],
    ["revision", { revision: 1 }],
    ["place", { position: 3 }],
  ])("finds a tab that shows another %s", (_, difference) => {
    const screens = [screenOf([question, { ...answer, ...difference }])];

    expect(spoiled({ ...clean, screens })).toEqual({ unequal: 1 });
  });

  it("finds a tab that shows other text, less, or more", () => {
    const shorter = screenOf([question, { ...answer, content: answer.content.slice(0, -1) }]);
    const extra = { ...question, id: "extra", position: 3, client_id: "client-3" };

    expect(spoiled({ ...clean, screens: [shorter] })).toEqual({ unequal: 1 });
    expect(spoiled({ ...clean, screens: [screenOf([question])] })).toEqual({ unequal: 1 });
    expect(spoiled({ ...clean, screens: [screenOf([question, answer, extra])] })).toEqual({
      unequal: 1,
    });
  });

  it("finds an answer to another question, and one with a hole", () => {
    const other = { ...answer, content: answer.content.replace("#1#", "#2#") };
    const broken = { ...answer, content: answer.content.slice(1) };

    expect(spoiled(withRows([question, other]))).toEqual({ unequal: 1 });
    expect(spoiled(withRows([question, broken]))).toEqual({ unequal: 1 });
  });

  it("finds a turn that was charged twice", () => {
    const calls = [call, { ...call, id: "call-2" }];
    const budgets = [{ user_id: "user", spent: 24, reserved: 0 }];

    expect(spoiled(withRows([question, answer], { calls, budgets }))).toEqual({
      "charged twice": 1,
    });
  });

  it("finds an attempt nobody asked for that was charged as well", () => {
    const calls = [call, { ...call, id: "call-2", attempt: 2 }];
    const budgets = [{ user_id: "user", spent: 24, reserved: 0 }];

    expect(spoiled(withRows([question, answer], { calls, budgets }))).toEqual({
      "charged twice": 1,
    });
  });

  it("finds a budget that is not what the ledger says, and one that is held back", () => {
    const of = (spent: number, reserved: number) => ({
      budgets: [{ user_id: "user", spent, reserved }],
    });

    expect(spoiled(withRows([question, answer], of(13, 0)))).toEqual({ "charged twice": 1 });
    expect(spoiled(withRows([question, answer], of(12, 5)))).toEqual({ "charged twice": 1 });
  });

  it("finds requests to the model that the ledger does not know", () => {
    const [made] = clean.modelRequests;
    const modelRequests = made === undefined ? [] : [made, made];

    // Once for the message, once for its learner.
    expect(spoiled({ ...clean, modelRequests })).toEqual({ "charged twice": 2 });
  });

  it("knows only the first request of a worker that was killed before the learner stopped its turn", () => {
    const [made] = clean.modelRequests;
    const modelRequests = made === undefined ? [] : [made, made];
    const killed = [{ at: began + 100, chat: "chat", message: "answer", attempt: 1 }];
    const stopped = withRows([question, { ...answer, status: "stopped" as const }], {
      calls: [{ ...call, outcome: "stopped" }],
    });

    expect(spoiled({ ...stopped, modelRequests, killed })).toEqual({});
    expect(spoiled({ ...stopped, modelRequests })).toEqual({ "charged twice": 2 });
  });

  it("finds a ledger row that was never closed", () => {
    const calls = [call, { ...call, id: "call-2", outcome: null, tokens: 0, closed_at: null }];

    expect(spoiled(withRows([question, answer], { calls }))).toEqual({ "charged twice": 1 });
  });
});

describe("silence", () => {
  const killed = [{ at: began + 100, chat: "chat", message: "answer", attempt: 1 }];
  const after = (ms: number): Evidence["rows"]["calls"] => [
    { ...call, outcome: "abandoned", tokens: 0, closed_at: began + 100 + ms },
    { ...call, id: "call-2", attempt: 2, opened_at: began + 100 + ms, closed_at: end },
  ];
  const killedFor = (ms: number, faults: readonly InjectedFault[] = []): Evidence => ({
    ...withRows([question, { ...answer, attempt: 2 }], { calls: after(ms) }),
    killed,
    faults,
  });

  it("is found beyond two minutes", () => {
    const silences = [{ chat: "chat", from: began, to: began + limits.anything + 1 }];

    expect(spoiled({ ...clean, silences })).toEqual({ "silent too long": 1 });
  });

  it("after a kill is found beyond 45 s", () => {
    expect(spoiled(killedFor(limits.afterKill - 1))).toEqual({});
    expect(spoiled(killedFor(limits.afterKill + 1))).toEqual({ "silent too long": 1 });
  });

  it("after a kill may last two minutes when the wake-up was lost as well", () => {
    const at = began + 20_000;
    const faults = [{ kind: "deliveries lost", at, to: at + 5_000, what: "" }];

    expect(spoiled(killedFor(limits.afterKill + 1, faults))).toEqual({});
    expect(spoiled(killedFor(limits.anything + 1, faults))).toEqual({
      "silent too long": 1,
    });
  });

  it("is not measured for a turn that had ended just before the kill", () => {
    const late = killed.map((one) => ({ ...one, at: began + 901 }));

    expect(verdictOf({ ...clean, killed: late }, end).silences).toMatchObject({
      kills: 0,
      afterKillAmongOthers: 0,
    });
  });

  it("that ended with the turn's own end counts up to that", () => {
    const { silences } = verdictOf({ ...clean, killed }, end);

    expect(silences.afterKill).toBe(800);
  });
});
