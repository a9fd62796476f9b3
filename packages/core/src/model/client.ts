// One streamed chat completion: what was said, what it cost, and how it ended.
import OpenAI, { type ClientOptions } from "openai";
import type { ErrorCode } from "@ai-learning/protocol/error";
import { PublicError } from "../error.ts";
import type { PromptMessage, Settings } from "../prompts/message.ts";
import type { StrictSchema } from "../prompts/course.ts";
import { codeOf, isUnsupported, quiet, type Unsupported } from "./failure.ts";
import { estimate, fromReport, type Usage } from "./usage.ts";

/** A model: where it is, what it is called, and the key it asks for. */
export interface Endpoint {
  readonly baseUrl: string;
  readonly name: string;
  readonly key: string;
  /** The key is a user's own, and so may the server be: its words are not repeated anywhere. */
  readonly own: boolean;
  /** Another way to reach it than plain `fetch`. */
  readonly fetch?: NonNullable<ClientOptions["fetch"]>;
}

export interface Request {
  readonly messages: readonly PromptMessage[];
  readonly settings: Settings;
  /** Asks for JSON of this shape; servers without schemas are asked for JSON, then only told. */
  readonly schema?: { readonly name: string; readonly schema: StrictSchema };
  /** Ends the call: the learner stopped it, or the turn is not ours any more. */
  readonly signal: AbortSignal;
  /** Called with the whole text so far whenever it grew. */
  readonly onText?: (text: string) => void;
}

export interface Answer {
  /** What was written, also when it ended badly. */
  readonly text: string;
  /** The model's own name for itself, as reported. */
  readonly model: string;
  readonly usage: Usage;
  /** HTTP requests made, retries included. */
  readonly requests: number;
  readonly firstTokenMs: number | null;
  readonly durationMs: number;
  /** The model's length limit cut it (`finish_reason: "length"`): a part, never a whole. */
  readonly isTruncated: boolean;
  /** Null: ended well. `aborted`: our own signal. */
  readonly error: ErrorCode | "aborted" | null;
  readonly cause?: unknown;
}

/** Until the server starts to answer one request. */
const headersMs = 30_000;
/** Between two pieces of a stream; the first piece of a long prompt may take its time. */
const silenceMs = 45_000;
/** For the whole answer. */
const answerMs = 120_000;
const retries = 3;
/** Longer than any model's longest answer: whoever runs a server of their own may send anything. */
const maxChars = 400_000;

/** Adjustments for servers that lack an option, tried one by one as they object. */
function parameters(endpoint: Endpoint, request: Request, lacking: ReadonlySet<Unsupported>) {
  const { maxTokens, temperature } = request.settings;
  const { schema } = request;
  const format =
    schema === undefined || lacking.has("json_object")
      ? {}
      : lacking.has("json_schema")
        ? { response_format: { type: "json_object" as const } }
        : {
            response_format: {
              type: "json_schema" as const,
              json_schema: { name: schema.name, strict: true, schema: { ...schema.schema } },
            },
          };
  return {
    model: endpoint.name,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    ...(lacking.has("temperature") ? {} : { temperature }),
    ...(lacking.has("max_tokens")
      ? { max_completion_tokens: maxTokens }
      : { max_tokens: maxTokens }),
    ...format,
    stream: true as const,
    ...(lacking.has("stream_options") ? {} : { stream_options: { include_usage: true } }),
  };
}

/** What each server was found to lack, for the life of the process. */
const known = new Map<string, Set<Unsupported>>();
const mostKnown = 200;

function lackingOf({ baseUrl, name }: Endpoint): Set<Unsupported> {
  const found = known.get(`${baseUrl} ${name}`) ?? new Set<Unsupported>();
  if (known.size >= mostKnown) known.clear();
  known.set(`${baseUrl} ${name}`, found);
  return found;
}

/** Asks the model and follows its stream to the end. Never throws: see `error`. */
export async function ask(endpoint: Endpoint, request: Request): Promise<Answer> {
  const started = Date.now();
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  let timer = setTimeout(() => stop.abort(), silenceMs);
  const whole = setTimeout(() => stop.abort(), answerMs);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), silenceMs);
  };

  let requests = 0;
  let text = "";
  let model = endpoint.name;
  let usage: Usage | null = null;
  let firstTokenMs: number | null = null;
  let isTruncated = false;
  const end = (error: Answer["error"], cause?: unknown): Answer => ({
    text,
    model,
    usage: usage ?? estimate(request.messages, text, requests),
    requests,
    firstTokenMs,
    durationMs: Date.now() - started,
    isTruncated,
    error,
    ...(cause === undefined ? {} : { cause: quiet(cause, endpoint) }),
  });
  /** What our own guard refused: trying again would be refused again. */
  let refusal: PublicError | undefined;

  const client = new OpenAI({
    apiKey: endpoint.key,
    baseURL: endpoint.baseUrl,
    organization: null,
    project: null,
    maxRetries: retries,
    timeout: headersMs,
    logLevel: "off",
    fetch: async (url, init) => {
      requests += 1;
      try {
        return await (endpoint.fetch ?? fetch)(url, { ...init, redirect: "error" });
      } catch (error) {
        if (error instanceof PublicError) {
          refusal = error;
          stop.abort();
        }
        throw error;
      }
    },
  });
  const lacking = lackingOf(endpoint);

  try {
    for (;;) {
      try {
        let finish: string | null = null;
        let refused = false;
        let raw = "";
        const stream = await client.chat.completions.create(
          parameters(endpoint, request, lacking),
          { signal },
        );
        alive();
        for await (const chunk of stream) {
          alive();
          if (chunk.model) model = chunk.model.replaceAll("\0", "").toWellFormed().slice(0, 100);
          if (chunk.usage) usage = fromReport(chunk.usage);
          const choice = chunk.choices?.[0];
          if (choice?.delta?.refusal) refused = true;
          if (choice?.delta?.content) {
            firstTokenMs ??= Date.now() - started;
            raw += choice.delta.content.replaceAll("\0", "");
            if (raw.length > maxChars) {
              stop.abort();
              return end("model_bad_answer", new Error("endless answer"));
            }
            text = readable(raw);
            request.onText?.(text);
          }
          finish = choice?.finish_reason ?? finish;
        }
        text = raw.toWellFormed();
        request.onText?.(text);
        isTruncated = finish === "length";
        if (refused || finish === "content_filter") return end("model_refused");
        if (finish === null) return end("model_unavailable", new Error("the stream broke off"));
        return text.trim() === "" ? end("model_bad_answer", new Error("empty answer")) : end(null);
      } catch (error) {
        const missing = isUnsupported(error, request.schema !== undefined);
        if (missing === null || lacking.has(missing) || text !== "") throw error;
        lacking.add(missing);
      }
    }
  } catch (error) {
    if (request.signal.aborted) return end("aborted");
    if (refusal !== undefined) return end(refusal.code, refusal);
    return stop.signal.aborted ? end("model_timeout", error) : end(codeOf(error), error);
  } finally {
    clearTimeout(timer);
    clearTimeout(whole);
  }
}

/** The text so far without half a character at its end. */
function readable(raw: string): string {
  const last = raw.charCodeAt(raw.length - 1);
  const whole = last >= 0xd800 && last <= 0xdbff ? raw.slice(0, -1) : raw;
  return whole.toWellFormed();
}
