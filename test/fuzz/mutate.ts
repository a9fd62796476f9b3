// One thing wrong with a value that was right: what a careless client sends, and a hostile one.
import * as fc from "fast-check";

/** Values that fit hardly any field. */
const odd: readonly unknown[] = [
  null,
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "a\udfffb",
  "\u2028\u2029\u0085\ufeff",
  "\u202e\u200b",
  "x".repeat(300),
  "x".repeat(13_000),
  "ﷺ".repeat(5000),
  "../../etc/passwd",
  "'; drop table users; --",
  "{{7*7}}${7*7}<%= 7*7 %>",
  "@other.user_id@",
  -1,
  0,
  0.5,
  -0,
  1e300,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  true,
  [],
  [[]],
  {},
  ["@own.chat_id@"],
  { toString: "x" },
  { $ne: null },
  { __proto__: null, constructor: { prototype: {} } },
];

const deep = (depth: number, isList: boolean): unknown => {
  let value: unknown = "end";
  for (let level = 0; level < depth; level += 1) value = isList ? [value] : { a: value };
  return value;
};

const badValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...odd) },
  { weight: 2, arbitrary: fc.anything({ maxDepth: 2, withNullPrototype: true }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.integer({ min: 2, max: 400 }), fc.boolean()).map(([n, l]) => deep(n, l)),
  },
);

const hostileNames = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "user_id",
  "id",
  "is_admin",
  "role",
  "",
  "\0",
  "\ud800",
  "а".repeat(1000),
];

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** With an own field of any name, `__proto__` too, as `JSON.parse` makes one of a body. */
const withField = (fields: Fields, name: string, value: unknown): unknown =>
  Object.defineProperty({ ...fields }, name, { value, enumerable: true });

/** The value with one thing wrong about it. */
export function mutated(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(value, fc.nat(), fc.constantFrom("value", "missing", "extra", "whole"), badValue)
    .chain(([right, at, how, wrong]) => {
      if (!isFields(right) || how === "whole") return fc.constant(wrong);
      const names = Object.keys(right);
      const name = names[at % Math.max(1, names.length)];
      if (how === "extra" || name === undefined) {
        return fc.constantFrom(...hostileNames).map((hostile) => withField(right, hostile, wrong));
      }
      if (how === "missing") {
        return fc.constant(
          Object.fromEntries(Object.entries(right).filter(([one]) => one !== name)),
        );
      }
      return fc.constant({ ...right, [name]: wrong });
    });
}

/** JSON as it goes out; what JSON has no word for becomes one it has. */
export const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === "bigint" || typeof one === "symbol" ? String(one) : one,
  ) ?? "undefined";
