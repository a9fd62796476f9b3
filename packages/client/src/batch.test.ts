import { describe, expect, it } from "vitest";
import { Batch } from "./batch.ts";

/** A screen that is painted when the test says so. */
function screen() {
  let next: (() => void) | undefined;
  const nextFrame = (run: () => void): (() => void) => {
    next = run;
    return () => (next = undefined);
  };
  return { nextFrame, paint: () => next?.() };
}

describe("a batch", () => {
  it("hands on everything that was added since the last frame, in order, once", () => {
    const { nextFrame, paint } = screen();
    const handed: (readonly number[])[] = [];
    const batch = new Batch<number>(nextFrame, (items) => handed.push(items));
    batch.add(1);
    batch.add(2);
    paint();
    batch.add(3);
    paint();
    expect(handed).toEqual([[1, 2], [3]]);
  });

  it("takes what is added while it hands on into the next frame", () => {
    const { nextFrame, paint } = screen();
    const handed: (readonly number[])[] = [];
    const batch = new Batch<number>(nextFrame, (items) => {
      handed.push(items);
      if (handed.length === 1) batch.add(9);
    });
    batch.add(1);
    paint();
    paint();
    expect(handed).toEqual([[1], [9]]);
  });

  it("hands on nothing once closed", () => {
    const { nextFrame, paint } = screen();
    const handed: (readonly number[])[] = [];
    const batch = new Batch<number>(nextFrame, (items) => handed.push(items));
    batch.add(1);
    batch.close();
    paint();
    expect(handed).toEqual([]);
  });
});
