import { expect, it } from "vitest";
import { previousNumbers } from "./finalize.ts";
import type { Module } from "./plan.ts";

const module = (title: string, ...topics: string[]): Module => ({
  title,
  hours: 1,
  summary: "",
  number: 0,
  topics,
});
const existing = (number: number, title: string, ...objectives: string[]) => ({
  number,
  title,
  hours: 1,
  objectives,
});

it("ties a module to the existing one of the same title, whatever its place", () => {
  const numbers = previousNumbers(
    [module("New"), module("loops"), module("Intro")],
    [existing(1, "Intro"), existing(2, "Loops")],
  );
  expect(numbers).toEqual([null, 2, 1]);
});

it("follows a renamed module by what it teaches and a changed title by its words", () => {
  const numbers = previousNumbers(
    [module("Fun", "for", "while"), module("Functions and parameters")],
    [existing(1, "Functions"), existing(2, "Loops", "For", "While")],
  );
  expect(numbers).toEqual([2, 1]);
});

it("gives no existing module away twice and leaves the unlike alone", () => {
  const numbers = previousNumbers(
    [module("Loops: part 1"), module("Loops: part 2"), module("Poetry")],
    [existing(4, "Loops")],
  );
  expect(numbers.filter((one) => one === 4)).toHaveLength(1);
  expect(numbers[2]).toBeNull();
});
