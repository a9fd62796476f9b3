// The switches themselves: names, values, seeds.
import { expect, test } from "vitest";
import { createFaultBoard, FaultError, noFaults } from "../../packages/local/src/faults/faults.ts";
import { switchNames } from "../../packages/local/src/faults/switches.ts";

const rolls = (seed: number, chance = 0.3): boolean[] => {
  const board = createFaultBoard({ seed, "posts.fail": chance });
  return Array.from({ length: 1000 }, () => board.roll("posts.fail"));
};

test("the same seed rolls the same, another one differently", () => {
  expect(rolls(7)).toEqual(rolls(7));
  expect(rolls(8)).not.toEqual(rolls(7));
});

test("a seed set again begins the sequence again", () => {
  const board = createFaultBoard({ seed: 7, "posts.fail": 0.3 });
  const roll = (): boolean[] => Array.from({ length: 50 }, () => board.roll("posts.fail"));
  const first = roll();
  board.values.seed = 8;
  board.values.seed = 7;

  expect(roll()).toEqual(first);
});

test("a switch's sequence does not depend on how often another is rolled", () => {
  const board = createFaultBoard({ seed: 7, "posts.fail": 0.3, "queue.lose": 0.5 });
  const mixed = Array.from({ length: 1000 }, () => {
    board.roll("queue.lose");
    return board.roll("posts.fail");
  });

  expect(mixed).toEqual(rolls(7));
});

test.each([
  [0, 0],
  [0.3, 300],
  [1, 1000],
])("a chance of %d happens about that often", (chance, about) => {
  const hits = rolls(7, chance).filter(Boolean).length;

  expect(Math.abs(hits - about)).toBeLessThan(50);
});

test("an unknown switch is refused by naming all that exist", () => {
  const { values } = createFaultBoard();

  expect(() => Object.assign(values, { "posts.lose": 1 })).toThrow(
    new FaultError(`There is no switch "posts.lose"; the switches are: ${switchNames.join(", ")}.`),
  );
});

test.each([
  ["posts.fail", 1.5],
  ["posts.fail", -0.1],
  ["posts.fail", Number.NaN],
  ["posts.fail", "often"],
  ["posts.throttleEvery", 1.5],
  ["postgres.refuse", 2],
  ["model.latencyMs", 30_001],
])("%s=%s is refused, and nothing changes", (name, value) => {
  const { values } = createFaultBoard();

  expect(() => Object.assign(values, { [name]: value })).toThrow(FaultError);
  expect(values).toMatchObject(noFaults());
});

test("a part that is not ours to break refuses with the reason, but can be switched off", () => {
  const board = createFaultBoard();
  board.exclude("model", "The model is somebody else's.");

  expect(() => (board.values["model.cut"] = 1)).toThrow("The model is somebody else's.");
  expect(Object.assign(board.values, noFaults())).toMatchObject({ "model.cut": 0 });
});
