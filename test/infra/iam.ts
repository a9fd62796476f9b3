// As much of IAM as our policies use: what statements say of an action on a resource, and whom a role trusts.
import { strict as assert } from "node:assert";

type Texts = string | readonly string[];
type Conditions = Readonly<Record<string, Readonly<Record<string, Texts>>>>;

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly Principal?: Readonly<Record<string, Texts>>;
  readonly Condition?: Conditions;
}

/** What is known about an attempt, by IAM's condition keys. */
export type Context = Readonly<Record<string, Texts>>;

/** One attempt: an action, on what, and what is known about it. */
export interface Attempt {
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

export const listOf = (texts: Texts | undefined): readonly string[] =>
  texts === undefined ? [] : typeof texts === "string" ? [texts] : texts;

const expressions = new Map<string, RegExp>();

/** `*` and `?` as IAM reads them. */
export function isLike(pattern: string, text: string): boolean {
  const expression = expressions.get(pattern) ?? expressionOf(pattern);
  expressions.set(pattern, expression);
  return expression.test(text);
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}

type Comparison = (pattern: string, text: string) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (pattern, text) => pattern === text,
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
};

/** Whether the values of one key satisfy one operator, such as `ForAllValues:StringLike` or `StringNotEquals`. */
function satisfies(operator: string, patterns: readonly string[], values: readonly string[]) {
  const [, quantifier, name = "", not = "", rest = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(String|Arn)(Not)?(Equals|Like)(IfExists)?$/.exec(operator) ??
    [];
  const compare = comparisons[`${name}${rest}`];
  assert.ok(compare, `nobody knows here what ${operator} means`);
  const isSame = (value: string): boolean => patterns.some((pattern) => compare(pattern, value));
  const isRight = (value: string): boolean => isSame(value) === (not === "");
  // Without the key a negated comparison is true, and so is one of all values; any other one is false.
  if (values.length === 0) {
    return ifExists !== undefined || quantifier === "ForAllValues" || (not !== "" && !quantifier);
  }
  return quantifier === "ForAnyValue" ? values.some(isRight) : values.every(isRight);
}

function holds(conditions: Conditions, context: Context): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, patterns]) =>
      satisfies(operator, listOf(patterns), listOf(context[key])),
    ),
  );
}

const isOneOf = (patterns: readonly string[], text: string, ignoreCase = false): boolean =>
  patterns.some((pattern) =>
    ignoreCase ? isLike(pattern.toLowerCase(), text.toLowerCase()) : isLike(pattern, text),
  );

function applies(statement: Statement, { action, resource, context = {} }: Attempt): boolean {
  const { Action, NotAction, Resource, Condition = {} } = statement;
  const isItsAction =
    NotAction === undefined
      ? isOneOf(listOf(Action), action, true)
      : !isOneOf(listOf(NotAction), action, true);
  return isItsAction && isOneOf(listOf(Resource), resource) && holds(Condition, context);
}

/** What IAM decides: an allowance, and no denial. */
export function allows(statements: readonly Statement[], attempt: Attempt): boolean {
  const applying = statements.filter((one) => applies(one, attempt));
  return (
    applying.some(({ Effect }) => Effect === "Allow") &&
    applying.every(({ Effect }) => Effect === "Allow")
  );
}

/** Whether somebody who shows a web identity with these claims gets the role. */
export function trusts(
  statements: readonly Statement[],
  claims: Readonly<Record<"aud" | "sub" | "ref", string>>,
): boolean {
  const context = Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      `token.actions.githubusercontent.com:${name}`,
      value,
    ]),
  );
  return statements.some(
    (one) =>
      one.Effect === "Allow" &&
      isOneOf(listOf(one.Action), "sts:AssumeRoleWithWebIdentity") &&
      holds(one.Condition ?? {}, context),
  );
}
