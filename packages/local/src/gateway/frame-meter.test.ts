import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createFrameMeter } from "./frame-meter.ts";

/** A masked client frame of so many payload bytes. */
function frame(length: number): Buffer {
  const header = [0x81];
  if (length < 126) header.push(0x80 | length);
  else if (length < 65_536) header.push(0x80 | 126, length >> 8, length & 0xff);
  else
    header.push(
      0x80 | 127,
      0,
      0,
      0,
      0,
      length >>> 24,
      (length >> 16) & 255,
      (length >> 8) & 255,
      length & 255,
    );
  return Buffer.concat([Buffer.from([...header, 1, 2, 3, 4]), Buffer.alloc(length, 0xff)]);
}

test("any frames up to the limit pass, however the bytes are cut", () => {
  const lengths = fc.array(fc.oneof(fc.integer({ max: 300, min: 0 }), fc.constant(70_000)), {
    maxLength: 5,
  });
  const passes = fc.property(lengths, fc.integer({ min: 1, max: 5000 }), (sizes, cut) => {
    const meter = createFrameMeter(70_000);
    const bytes = Buffer.concat(sizes.map(frame));
    for (let at = 0; at < bytes.length; at += cut) {
      if (meter(bytes.subarray(at, at + cut))) return false;
    }
    return true;
  });

  expect(() => fc.assert(passes)).not.toThrow();
});

test.each([10, 200, 70_000])(
  "a frame one byte beyond a limit of %i is noticed at its header",
  (limit) => {
    const meter = createFrameMeter(limit);

    expect(meter(frame(limit))).toBe(false);
    expect(meter(frame(limit + 1).subarray(0, 14))).toBe(true);
  },
);

test("a frame too long is noticed among others in one piece", () => {
  expect(createFrameMeter(100)(Buffer.concat([frame(5), frame(101), frame(5)]))).toBe(true);
});
