// One call of a model: attempts until one is answered, in the dialect its server turns out to speak.
import OpenAI, { APIError } from "openai";
import { delayOf } from "@ai-learning/protocol/backoff";
import type { Clock } from "../clock.ts";
import { beginningOf, BodyBroke, textOf } from "./body.ts";
import { readChunk } from "./chunk.ts";
import { adapted, fitted, parameters, recall, remember, type Dialect } from "./dialect.ts";
import { EventReader, type ReadEvent } from "./event-reader.ts";
import { Failure, isStarting, refusalIn, refused } from "./failure.ts";
import type { Fitted } from "./fit.ts";
import type { Limits } from "./limits.ts";
import { readRefusal, refusalInAnswer, type Refusal } from "./refusal.ts";
import type { Endpoint, Request } from "./request.ts";
import { Transcript } from "./transcript.ts";
import { Watch } from "./watch.ts";

/** Dialects tried in one call: more than there are options and halvings. */
const maxDialects = 24;

/** Statuses that `Response` takes no body with. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

export class Call {
  readonly #endpoint: Endpoint;
  readonly #request: Request;
  readonly #limits: Limits;
  readonly #client: OpenAI;
  readonly #clock: Clock;
  readonly #began: number;
  #dialect: Dialect;
  /** What the last response said in place of an answer. */
  #refusal: Refusal | null = null;
  readonly watch: Watch;
  readonly transcript: Transcript;
  requests = 0;
  sent: Fitted;

  constructor(endpoint: Endpoint, request: Request, limits: Limits, clock: Clock) {
    this.#endpoint = endpoint;
    this.#request = request;
    this.#limits = limits;
    this.#clock = clock;
    this.#began = clock.now();
    this.#dialect = recall(endpoint);
    const { messages, settings } = request;
    this.sent = { messages, maxTokens: settings.maxTokens, leftOut: 0 };
    this.watch = new Watch(request.signal, limits.answerMs, clock);
    this.transcript = new Transcript(limits.maxAnswerChars, request);
    // Retries and time limits are ours: the library's restart a model that is being loaded.
    this.#client = new OpenAI({
      apiKey: endpoint.key,
      baseURL: endpoint.baseUrl,
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: limits.answerMs + limits.headersMs,
      logLevel: "off",
      fetch: (url, init) => this.#fetch(url, init),
    });
  }

  /** Asks until the model has answered. Throws Failure, or what ended it from outside. */
  async run(): Promise<void> {
    for (let retries = 0, dialects = 0; ;) {
      try {
        await this.#attempt();
        remember(this.#endpoint, this.#dialect);
        return;
      } catch (error) {
        if (this.transcript.isBegun || this.watch.signal.aborted) throw error;
        const next = this.#nextDialect(error);
        if (next !== null && dialects < maxDialects) {
          dialects += 1;
          this.#dialect = next;
          continue;
        }
        await this.#waitBefore(retries, error);
        retries += 1;
      }
    }
  }

  /** Ends what still runs of the call. */
  close(): void {
    this.watch.close();
  }

  #nextDialect(error: unknown): Dialect | null {
    return error instanceof Failure && error.refusal !== null
      ? adapted(this.#dialect, error.refusal, this.#request, this.sent)
      : null;
  }

  /** Waits for another attempt. Throws the failure again when there is to be none. */
  async #waitBefore(retries: number, error: unknown): Promise<void> {
    if (!(error instanceof Failure) || !error.isPassing) throw error;
    const { maxWaitMs, backoff, headersMs } = this.#limits;
    const isLoading =
      error.refusal !== null &&
      isStarting(error.refusal) &&
      this.#clock.now() - this.#began < headersMs;
    if (retries >= this.#limits.retries && !isLoading) throw error;
    if (isLoading) this.transcript.enter("starting");
    const waitMs = error.retryAfterMs ?? delayOf(backoff, retries);
    if (waitMs > maxWaitMs || waitMs >= this.watch.remainingMs) throw error;
    await this.watch.pause(waitMs);
  }

  async #attempt(): Promise<void> {
    const sent = fitted(this.#request, this.#dialect);
    if (sent === null) {
      throw new Failure("model_rejected", "no window for the request", {
        advice: "window_too_small",
      });
    }
    this.sent = sent;
    await this.#follow(await this.#send());
  }

  /** Sends the request and waits for the head of an answer. */
  async #send(): Promise<Response> {
    const { headersMs, startingMs } = this.#limits;
    const began = this.#clock.now();
    const cancelStarting = this.#clock.after(startingMs, () => this.transcript.enter("starting"));
    this.watch.expect("headers", headersMs);
    this.#refusal = null;
    const body = parameters(this.#endpoint.name, this.#request, this.sent, this.#dialect);
    try {
      return await this.#client.chat.completions
        .create(body, { signal: this.watch.signal })
        .asResponse();
    } catch (error) {
      if (this.#refusal !== null) throw refused(this.#refusal);
      const refusal = refusalIn(error);
      if (refusal !== null) throw refusal;
      // After a long wait another attempt would begin the loading of the model anew.
      const isPassing = this.#clock.now() - began < startingMs;
      const reason = error instanceof APIError ? error.message : "no connection";
      throw new Failure("model_unavailable", reason, { isPassing, cause: error });
    } finally {
      cancelStarting();
      this.watch.rest();
    }
  }

  /** The library reads refusals without a limit and for `error` alone: it is given what we have read. */
  async #fetch(url: string | URL | globalThis.Request, init?: RequestInit): Promise<Response> {
    this.requests += 1;
    const follow = { ...init, redirect: "manual" as const };
    const response = await (this.#endpoint.fetch ?? fetch)(url, follow);
    if (response.ok) return response;
    this.watch.rest();
    const { errorMs: ms, maxErrorBytes: maxBytes } = this.#limits;
    const text = await beginningOf(response, this.watch.signal, { ms, maxBytes });
    this.#refusal = readRefusal(response.status, response.headers, text);
    const { status } = response;
    return new Response(bodiless.has(status) ? null : "", { status });
  }

  /** Reads the answer to its end. */
  async #follow(response: Response): Promise<void> {
    const { silenceMs, tailMs, maxAnswerBytes } = this.#limits;
    const reader = new EventReader();
    let bytes = 0;
    let isDone = false;
    const alive = (count: number): void => {
      bytes += count;
      if (!isDone) this.watch.expect("silence", silenceMs);
    };
    alive(0);
    let broken: unknown;
    try {
      for await (const text of textOf(response, this.watch.signal, alive)) {
        if (bytes > maxAnswerBytes) throw new Failure("model_bad_answer", "too many bytes");
        const wasDone = isDone;
        for (const event of reader.push(text)) isDone = this.#take(event) || isDone;
        if (isDone && !wasDone) this.watch.expect("tail", tailMs);
        if (reader.shape === "page") break;
      }
    } catch (error) {
      if (!(error instanceof BodyBroke)) throw error;
      broken = refusalIn(error) ?? new Failure("model_unavailable", "broke off", { cause: error });
    } finally {
      this.watch.rest();
    }
    // What came before a break may be whole: its end is told by what it says, not by the connection.
    for (const event of isDone ? [] : reader.end()) isDone = this.#take(event) || isDone;
    isDone ||= reader.isWholeDocument && this.transcript.isAnswer;
    if (!isDone) throw broken ?? this.#unfinished(reader);
    this.transcript.end();
  }

  /** True when the answer is over. Throws Failure when it is none. */
  #take(event: ReadEvent): boolean {
    if (event.kind === "done") {
      this.transcript.close();
      return true;
    }
    if (event.kind === "malformed") {
      if (this.transcript.isFinished) return true;
      throw new Failure("model_unavailable", "the stream was malformed");
    }
    const chunk = readChunk(event.value);
    const error = event.kind === "error" ? event.value : chunk.error;
    if (error !== undefined && !this.transcript.isFinished) throw refused(refusalInAnswer(error));
    this.transcript.take(chunk);
    return this.transcript.isFinished;
  }

  /** Why a body that has ended is no answer. */
  #unfinished(reader: EventReader): Failure {
    const code = this.#endpoint.own ? "model_rejected" : "model_unavailable";
    if (reader.shape === "page") {
      return new Failure(code, "a web page", { advice: "web_page" });
    }
    const isForeign =
      !this.transcript.isAnswer &&
      (reader.shape === "document" || (reader.shape === "events" && !reader.hasFields));
    return isForeign
      ? new Failure(code, "no model's answer", { advice: "not_an_api" })
      : new Failure("model_unavailable", "the stream broke off");
  }
}
