// Frames for sockets: right ones, nearly right ones, JSON of odd shapes, and bytes that are no frame at all.
import * as fc from "fast-check";
import { clientFrames, switchCommands } from "@ai-learning/protocol/websocket";
import { arbitraryOf } from "./arbitrary.ts";
import { jsonOf, mutated } from "./mutate.ts";

export interface FrameCase {
  readonly kind: "frame";
  readonly frame: string;
  readonly caller: "guest" | "account";
  readonly channel: "chat" | "switch";
  /** Text with names in place of ids; bytes in hex where they are not text. */
  readonly text: string;
  readonly how: "text" | "fragments" | "binary" | "bytes";
}

const schemas = { ...clientFrames, ...switchCommands };
const names = Object.keys(schemas) as (keyof typeof schemas)[];

const oddText = fc.constantFrom(
  "",
  "null",
  "[]",
  "42",
  '"ping"',
  "{",
  '{"type":"ping"} {"type":"ping"}',
  '{"type":"ping","type":"text"}',
  '{"type":["ping"]}',
  '{"type":{"toString":"ping"}}',
  '{"__proto__":{"type":"ping"}}',
  '{"type":"__proto__"}',
  '{"command":"__proto__"}',
  '{"command":"constructor"}',
  '{"message":"\\ud800"}',
  '{"message":"a\\u0000b"}',
  `${"[".repeat(4000)}${"]".repeat(4000)}`,
  `{"message":${"[".repeat(15_000)}`,
  `{"message":"${"x".repeat(27_000)}"}`,
  `{"message":"${"x".repeat(40_000)}"}`,
  "\ufeff{}",
  "\u2028",
);

const textOf = (name: keyof typeof schemas): fc.Arbitrary<string> => {
  const right = arbitraryOf(schemas[name]);
  return fc.oneof(
    { weight: 4, arbitrary: right.map(jsonOf) },
    { weight: 3, arbitrary: mutated(right).map(jsonOf) },
    { weight: 1, arbitrary: oddText },
  );
};

const bytes = fc.oneof(
  fc.constantFrom("7b226d657373616765223a22c328227d", "ff", "c0af", "eda080", ""),
  fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString("hex")),
);

export const frameCase: fc.Arbitrary<FrameCase> = fc.constantFrom(...names).chain((frame) => {
  const isCommand = Object.hasOwn(switchCommands, frame);
  const common = {
    kind: fc.constant("frame" as const),
    frame: fc.constant<string>(frame),
    caller: fc.constantFrom("guest" as const, "account" as const),
    channel: fc.oneof(
      { weight: 8, arbitrary: fc.constant(isCommand ? ("switch" as const) : ("chat" as const)) },
      { weight: 1, arbitrary: fc.constantFrom("chat" as const, "switch" as const) },
    ),
  };
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        ...common,
        text: textOf(frame),
        how: fc.constantFrom("text" as const, "text" as const, "fragments" as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        ...common,
        text: bytes,
        how: fc.constantFrom("binary" as const, "bytes" as const),
      }),
    },
  );
});
