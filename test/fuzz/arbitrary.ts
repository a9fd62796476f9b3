// From a schema of the contract to values that fit it: a walk over the kinds of schema the contract uses.
import * as fc from "fast-check";
import type * as z from "zod";
import { id } from "@ai-learning/protocol/id";

type Any = fc.Arbitrary<unknown>;

/** What of zod's own description is looked at. */
interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly coerce?: boolean;
}

interface Bag {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly patterns?: ReadonlySet<RegExp>;
}

interface Meta {
  readonly enum?: readonly string[];
  readonly maxLength?: number;
}

export const defOf = (schema: z.ZodType): Def => schema._zod.def;
const bagOf = (schema: z.ZodType): Bag => schema._zod.bag;

const patternOf = (schema: z.ZodType): RegExp | undefined => [...(bagOf(schema).patterns ?? [])][0];
const idPattern = patternOf((id as unknown as { in: z.ZodType }).in)?.source;

/** Names that a run puts ids in for: the caller's own, or somebody else's. A seed says the same on every run. */
const placed = (...names: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names.map((name) => `@own.${name}@`)) },
    { weight: 1, arbitrary: fc.constantFrom(...names.map((name) => `@other.${name}@`)) },
  );

/** What a field or a parameter of a name is sent most often. */
const named: Readonly<Record<string, fc.Arbitrary<string>>> = {
  user_id: placed("user_id"),
  chat_id: placed("chat_id"),
  chat: placed("chat_id"),
  track_id: placed("id"),
  track: placed("id"),
  session_id: placed("session_id"),
  session: placed("session_id"),
  message_id: placed("answer_id", "answer_id", "question_id"),
};

const namedOr = (name: string, other: Any): Any => {
  const found = named[name];
  if (found === undefined) return other;
  return fc.oneof({ weight: 6, arbitrary: found }, { weight: 1, arbitrary: other });
};

/** Text people write, and text they do not; never a NUL or half a pair, which no field takes. */
export const texts = (min: number, max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 6, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 200 }) },
      { weight: 1, arbitrary: fc.constantFrom("\u2028a\u2029", "<script>", "' or 1=1 --", "%00") },
      { weight: 1, arbitrary: fc.nat(max).map((length) => "я".repeat(Math.max(1, length))) },
    )
    .map((text) => text.replaceAll("\0", "0").slice(0, max).toWellFormed())
    .map((text) => (text.trim() === "" ? "text".slice(0, max) : text).padEnd(min, "x"))
    // What is in square brackets steers the scripted model.
    .map((text) => text.replaceAll("[", "("));

const emails = fc.stringMatching(/^[a-z]{1,8}[0-9]{6}@example\.com$/);

function strings(schema: z.ZodType): Any {
  const meta = (schema as z.ZodString).meta() as Meta | undefined;
  const bag = bagOf(schema);
  if (meta?.enum !== undefined) return fc.constantFrom(...meta.enum);
  if (bag.format === "email") return emails;
  const pattern = patternOf(schema);
  if (pattern?.source === idPattern) return fc.uuid();
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern.source));
  return texts(
    bag.minLength ?? bag.minimum ?? 1,
    meta?.maxLength ?? bag.maxLength ?? bag.maximum ?? 200,
  );
}

function numbers(schema: z.ZodType): Any {
  const { minimum = 0, maximum = 1_000_000, format } = bagOf(schema);
  const isWhole = format?.includes("int") ?? false;
  const [min, max] = [Math.max(minimum, -1e6), Math.min(maximum, 2_147_483_647)];
  const small = fc.integer({ min, max: Math.min(max, min + 3) });
  return isWhole ? fc.oneof(small, fc.integer({ min, max })) : fc.double({ min, max, noNaN: true });
}

/** An e-mail address fits the e-mail pipe; other pipes are read as what goes in. */
function piped(schema: z.ZodType): Any {
  const { in: input } = defOf(schema);
  const out = (schema._zod.def as unknown as { out?: z.ZodType }).out;
  if (out !== undefined && bagOf(out).format === "email") return emails;
  const meta = (schema as z.ZodString).meta() as Meta | undefined;
  if (meta?.enum !== undefined) return fc.constantFrom(...meta.enum);
  if (input === undefined) throw new Error("a pipe without an input");
  return arbitraryOf(input);
}

/** A path parameter is called `id`; what it is the id of, its description says. */
const meaningOf = (name: string, field: z.ZodType): string =>
  name === "id" ? (field.description ?? name) : name;

function objects(shape: Readonly<Record<string, z.ZodType>>): Any {
  const isOptional = (field: z.ZodType): boolean => field.safeParse(undefined).success;
  const fields = Object.entries(shape);
  const values = fields.map(([name, field]) => [
    name,
    namedOr(meaningOf(name, field), arbitraryOf(field)),
  ]);
  return fc.record(Object.fromEntries(values) as Record<string, Any>, {
    requiredKeys: fields.flatMap(([name, field]) => (isOptional(field) ? [] : [name])),
  });
}

/** Values that fit a schema. Throws on a kind of schema the contract did not use so far. */
export function arbitraryOf(schema: z.ZodType): Any {
  const def = defOf(schema);
  const inner = (): Any => arbitraryOf(def.innerType as z.ZodType);
  switch (def.type) {
    case "object":
      return objects(def.shape ?? {});
    case "string":
      return strings(schema);
    case "number":
    case "int":
      return numbers(schema);
    case "boolean":
      return fc.boolean();
    case "literal":
      return fc.constantFrom(...(def.values ?? []));
    case "enum":
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case "array":
      return fc.array(arbitraryOf(def.element as z.ZodType), { maxLength: 5 });
    case "optional":
    case "default":
    case "prefault":
      return fc.option(inner(), { nil: undefined });
    case "nullable":
      return fc.option(inner(), { nil: null });
    case "union":
      return fc.oneof(...(def.options ?? []).map(arbitraryOf));
    case "pipe":
      return piped(schema);
    case "unknown":
      return fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom("Python - beginner - 40h"));
    default:
      throw new Error(`no values are made yet for a schema of type ${def.type}`);
  }
}
