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

/** One attempt: an action, on what, and what is known about it. */
export interface Attempt {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

export const listOf = (texts: Texts | undefined): readonly string[] =>
  texts === undefined ? [] : typeof texts === "string" ? [texts] : texts;

/** `*` and `?` as IAM reads them. */
function isLike(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

const operators: Readonly<Record<string, (pattern: string, text: string) => boolean>> = {
  StringEquals: (pattern, text) => pattern === text,
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
};

function holds(conditions: Conditions, context: Readonly<Record<string, string>>): boolean {
  return Object.entries(conditions).every(([operator, keys]) => {
    const compare = operators[operator];
    assert.ok(compare, `nobody knows here what ${operator} means`);
    return Object.entries(keys).every(([key, patterns]) => {
      const text = context[key];
      return text !== undefined && listOf(patterns).some((pattern) => compare(pattern, text));
    });
  });
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
  claims: Readonly<Record<"aud" | "sub", string>>,
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
