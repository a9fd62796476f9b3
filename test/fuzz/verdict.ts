// What may never be answered, whatever was sent.
import { errorBody, errorStatus } from "@ai-learning/protocol/error";

/** Something that must not have happened. */
export class Finding extends Error {
  override readonly name = "Finding";
}

/** Codes with which a model's failure is told, by the routes that ask one. */
const ofModel: ReadonlySet<string> = new Set([
  "model_unavailable",
  "model_refused",
  "model_bad_answer",
  "model_rejected",
  "own_model_rejected",
  "own_model_unavailable",
  "model_not_configured",
  "model_misconfigured",
  "gave_up",
  "model_timeout",
]);

/** Words of our own insides. */
const inside =
  /\n\s+at |node_modules|\.[cm]?[jt]s:\d|SQLSTATE|PostgresError|TypeError|RangeError|SyntaxError|relation "|column "|syntax error at|sk-test|invalid byte sequence/;

/** Throws when a text tells of our insides; what was sent may come back. */
export function assertNoInsides(text: string, sent: string): void {
  const [found] = inside.exec(text) ?? [];
  if (found !== undefined && !sent.includes(found)) {
    throw new Finding(`the answer tells of our insides: ${text.slice(0, 300)}`);
  }
}

/** What API Gateway itself answers, without asking a function. */
const gatewayStatuses: ReadonlySet<number> = new Set([400, 403, 404, 405, 408, 413, 414, 417, 431]);

/**
 * The code of a refusal, or "gateway". Throws a Finding for an answer nobody may get.
 * `mentor`: the route asks a model, whose failures are told.
 */
export function codeOf(status: number, text: string, sent: string, mentor: boolean): string {
  assertNoInsides(text, sent);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) {
    const isGateway =
      typeof body === "object" && body !== null && Object.keys(body).join() === "message";
    if (gatewayStatuses.has(status) && (isGateway || text === "")) return "gateway";
    throw new Finding(`${String(status)} without the contract's error body: ${text.slice(0, 300)}`);
  }
  const { code } = parsed.data;
  if (errorStatus[code] !== status) throw new Finding(`${code} came as ${String(status)}`);
  if (status >= 500 && !(mentor && ofModel.has(code))) {
    throw new Finding(`answered ${String(status)} ${code}`);
  }
  return code;
}
