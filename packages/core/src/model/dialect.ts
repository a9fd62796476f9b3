// How one server wants to be asked for one model: found out as it objects, and remembered.
import type { ChatCompletionCreateParams } from "openai/resources/chat/completions";
import { alternating, type PromptMessage } from "../prompts/message.ts";
import { fit, type Fitted } from "./fit.ts";
import { meaningOf, type Option } from "./meaning.ts";
import type { Refusal } from "./refusal.ts";
import type { Endpoint, Question } from "./request.ts";
import { promptTokens } from "./usage.ts";

export interface Dialect {
  readonly lacks: ReadonlySet<Option>;
  /** Tokens of prompt and answer together; null while nothing was too long. */
  readonly window: number | null;
  /** Tokens of the longest answer that may be asked for; null while none was too long. */
  readonly maxAnswer: number | null;
}

export const standard: Dialect = { lacks: new Set(), window: null, maxAnswer: null };

type Server = Pick<Endpoint, "baseUrl" | "name">;

/** By server and model, for the life of the process. */
const known = new Map<string, Dialect>();
const maxKnown = 500;
const keyOf = ({ baseUrl, name }: Server): string => `${baseUrl} ${name}`;

export const recall = (server: Server): Dialect => known.get(keyOf(server)) ?? standard;

/** Remembers what a server took. The one unused for longest is forgotten first. */
export function remember(server: Server, dialect: Dialect): void {
  const key = keyOf(server);
  known.delete(key);
  known.set(key, dialect);
  const [oldest] = known.keys();
  if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
}

/** Prompt and answer as they fit the server's window; null when not even the last message does. */
export function fitted(question: Question, { window, maxAnswer }: Dialect): Fitted | null {
  const { maxTokens } = question.settings;
  const wanted = maxAnswer === null ? maxTokens : Math.min(maxTokens, maxAnswer);
  const { messages } = question;
  return window === null
    ? { messages, maxTokens: wanted, leftOut: 0 }
    : fit(messages, wanted, window, question.inseparable);
}

/** Without a system message: what it says goes before the learner's first words. */
function folded(messages: readonly PromptMessage[]): PromptMessage[] {
  return alternating(
    messages.map((one) => (one.role === "system" ? { ...one, role: "user" as const } : one)),
  );
}

function responseFormat(schema: NonNullable<Question["schema"]>, lacks: ReadonlySet<Option>) {
  if (lacks.has("json_object")) return {};
  if (lacks.has("json_schema")) return { response_format: { type: "json_object" as const } };
  const { name } = schema;
  return {
    response_format: {
      type: "json_schema" as const,
      json_schema: { name, strict: true, schema: { ...schema.schema } },
    },
  };
}

/** The request in this server's dialect. */
export function parameters(
  model: string,
  question: Question,
  { messages, maxTokens }: Fitted,
  { lacks }: Dialect,
): ChatCompletionCreateParams {
  const asked = lacks.has("system") ? folded(messages) : messages;
  const streams = !lacks.has("stream");
  return {
    model,
    messages: asked.map(({ role, content }) => ({ role, content })),
    ...(lacks.has("temperature") ? {} : { temperature: question.settings.temperature }),
    ...(lacks.has("max_tokens") ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(question.schema === undefined ? {} : responseFormat(question.schema, lacks)),
    ...(streams ? { stream: true as const } : {}),
    ...(streams && !lacks.has("stream_options") ? { stream_options: { include_usage: true } } : {}),
  };
}

/** Options that a server may be asked without, when it does not say what it objects to. */
const extras: readonly Option[] = ["stream_options", "temperature", "json_schema", "json_object"];

const without = (dialect: Dialect, options: readonly Option[]): Dialect | null =>
  options.every((one) => dialect.lacks.has(one))
    ? null
    : { ...dialect, lacks: new Set([...dialect.lacks, ...options]) };

/** Half of what was refused, or what the server says it takes. */
const lower = (refused: number, said: number | null): number =>
  Math.floor(said !== null && said < refused ? said : refused / 2);

/** The dialect to ask in next after a refusal; null when asking in another way would not help. */
export function adapted(
  dialect: Dialect,
  refusal: Refusal,
  question: Question,
  sent: Fitted,
): Dialect | null {
  const meaning = meaningOf(refusal, question.schema !== undefined);
  switch (meaning.kind) {
    case "too_long": {
      const tokens = promptTokens(sent.messages) + sent.maxTokens;
      return { ...dialect, window: lower(tokens, meaning.window) };
    }
    case "answer_too_long":
      return sent.maxTokens <= 1
        ? null
        : { ...dialect, maxAnswer: lower(sent.maxTokens, meaning.limit) };
    case "unsupported":
      // A server that refuses the format even by its simpler name is only told in words.
      return (
        without(dialect, [meaning.option]) ??
        (meaning.option === "json_schema" ? without(dialect, ["json_object"]) : null)
      );
    case "unknown":
      return without(dialect, extras);
    case "other":
      return null;
    default:
      return meaning satisfies never;
  }
}
