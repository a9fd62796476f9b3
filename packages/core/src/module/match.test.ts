import { describe, expect, it } from "vitest";
import type { FinalizedModule } from "../prompts/course.ts";
import { match, type ExistingModule } from "./match.ts";

const planned = (title: string, previous: number | null = null): FinalizedModule => ({
  module_number: 1,
  title,
  description: "about it",
  estimated_duration_hours: 4,
  learning_objectives: ["one"],
  previous_number: previous,
});

const existing = (id: string, number: number, title: string, archived = false): ExistingModule => ({
  id,
  number,
  title,
  archived,
});

const ids = (old: ExistingModule[], plan: FinalizedModule[]): string[] =>
  match(old, plan).map((one) => one.id);

describe("match", () => {
  it("keeps the ids of modules whose titles stay, wherever they moved", () => {
    const old = [existing("a", 1, "Basics"), existing("b", 2, "Loops")];
    expect(ids(old, [planned("Loops"), planned("basics ")])).toEqual(["b", "a"]);
  });

  it("follows the mentor's word for a module that was renamed", () => {
    const old = [existing("a", 1, "Basics"), existing("b", 2, "Loops")];
    expect(ids(old, [planned("Basics", 1), planned("Iteration", 2)])).toEqual(["a", "b"]);
  });

  it("believes an equal title before the mentor's word", () => {
    const old = [existing("a", 1, "Basics"), existing("b", 2, "Loops")];
    expect(ids(old, [planned("Loops", 1), planned("Basics", 2)])).toEqual(["b", "a"]);
  });

  it("never gives one id to two modules", () => {
    const old = [existing("a", 1, "Basics")];
    const found = ids(old, [planned("Basics", 1), planned("Basics", 1)]);
    expect(found[0]).toBe("a");
    expect(found[1]).not.toBe("a");
  });

  it("brings an archived module back under its own id", () => {
    expect(ids([existing("a", -1, "Основы ёмко", true)], [planned("основы емко")])).toEqual(["a"]);
  });

  it("ignores a number the mentor made up", () => {
    const [id] = ids([existing("a", 1, "Basics")], [planned("Something else", 7)]);
    expect(id).not.toBe("a");
  });

  it("sees through a numbered heading", () => {
    expect(ids([existing("a", 1, "Модуль 1. Основы")], [planned("Основы")])).toEqual(["a"]);
  });
});
