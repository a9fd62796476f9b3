import { expect, it } from "vitest";
import { notesOf, type Known } from "./notes.ts";

const now = Date.UTC(2026, 0, 1);
const known = (given: Partial<Known["answer"]>, rest: Partial<Known> = {}): Known => ({
  answer: { text: "Clay dries.", ...given },
  error: null,
  isOwn: true,
  now,
  ...rest,
});

it("an answer of which everything is known from its text has no notes", () => {
  expect(notesOf(known({ leftOut: 0, advice: null, retryAfterMs: null }))).toBeNull();
});

it("messages that were left out are told with a text, not with an answer that has none", () => {
  expect(notesOf(known({ leftOut: 4 }))).toEqual({ left_out: 4 });
  expect(notesOf(known({ leftOut: 4, text: "" }))).toBeNull();
});

it("advice goes to the owner of a model that failed, and to nobody else", () => {
  const failed = known({ advice: "check_key" }, { error: "own_model_rejected" });
  expect(notesOf(failed)).toEqual({ advice: "check_key" });
  expect(notesOf({ ...failed, isOwn: false })).toBeNull();
  expect(notesOf({ ...failed, error: null })).toBeNull();
});

it("the time to try again is told of failures that pass by themselves", () => {
  const failed = known({ retryAfterMs: 50_000 }, { error: "model_rate_limited", isOwn: false });
  expect(notesOf(failed)).toEqual({ retry_at: "2026-01-01T00:00:50.000Z" });
  expect(notesOf({ ...failed, error: "model_rejected" })).toBeNull();
  expect(notesOf({ ...failed, answer: { text: "", retryAfterMs: 0 } })).toBeNull();
});

it("modules made of the plan shown say so", () => {
  expect(notesOf({ ...known({}), isFromPlan: true })).toEqual({ from_plan: true });
});
