// What a model has said so far in one call, and how it ended.
import type { Chunk } from "./chunk.ts";
import { Failure } from "./failure.ts";
import { SpokenText } from "./thoughts.ts";
import type { Usage } from "./usage.ts";

/** What the model is doing, for those who watch: it has not begun, thinks, or writes. */
export type State = "starting" | "thinking" | "writing";

/** Reasons for an end that mean the length limit: OpenAI's, Anthropic's and Mistral's words. */
const lengthReasons: ReadonlySet<string> = new Set(["length", "max_tokens", "model_length"]);

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

export class Transcript {
  readonly #maxChars: number;
  readonly #onText: ((text: string) => void) | undefined;
  readonly #onState: ((state: State) => void) | undefined;
  readonly #started = Date.now();
  readonly #spoken = new SpokenText();
  #state: State | null = null;
  #received = 0;
  /** The first half of a character whose second has not come. */
  #half = "";
  #isRefused = false;
  #isAnswer = false;
  #isClosed = false;
  #bytes = 0;
  #finish: string | null = null;
  text = "";
  model: string | null = null;
  usage: Usage | null = null;
  firstTokenMs: number | null = null;

  constructor(
    maxChars: number,
    watchers: {
      readonly onText?: ((text: string) => void) | undefined;
      readonly onState?: ((state: State) => void) | undefined;
    },
  ) {
    this.#maxChars = maxChars;
    this.#onText = watchers.onText;
    this.#onState = watchers.onState;
  }

  /** Anything of an answer has come: another attempt would not continue it. */
  get isBegun(): boolean {
    return this.#received > 0;
  }

  /** Something of a model's answer has come, be it empty. */
  get isAnswer(): boolean {
    return this.#isAnswer;
  }

  /** UTF-8 of all that came, thoughts included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The model has said that it is finished: what comes now are token counts. */
  get isFinished(): boolean {
    return this.#isClosed || this.#finish !== null;
  }

  get isTruncated(): boolean {
    return this.#finish !== null && lengthReasons.has(this.#finish.toLowerCase());
  }

  /** Tells those who watch, once. */
  enter(state: State): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#onState?.(state);
  }

  /** Takes the next piece. Throws Failure when it is longer than any answer. */
  take(chunk: Chunk): void {
    this.model = chunk.model ?? this.model;
    this.usage = chunk.usage ?? this.usage;
    // Some servers repeat the whole answer where they say that it is finished.
    if (this.isFinished) return;
    this.#isRefused ||= chunk.isRefusal;
    this.#isAnswer ||= chunk.isAnswer;
    this.#bytes += Buffer.byteLength(chunk.thoughts) + Buffer.byteLength(chunk.text);
    if (chunk.thoughts !== "" && this.text === "") this.enter("thinking");
    if (chunk.text !== "") this.#hear(chunk.text);
    this.#finish = chunk.finish;
  }

  /** The server has said that nothing more comes (`[DONE]`). */
  close(): void {
    this.#isClosed = true;
  }

  /** The answer is over. Throws Failure when it is none. */
  end(): void {
    this.#say(this.#spoken.end(), true);
    if (this.#isRefused || this.#finish === "content_filter") {
      throw new Failure("model_refused", "the model refused");
    }
    if (this.#finish === "error") throw new Failure("model_unavailable", "the model broke off");
    if (this.text.trim() === "") {
      const reason = this.#spoken.isThinking ? "nothing but thoughts" : "empty answer";
      throw new Failure("model_bad_answer", reason);
    }
  }

  #hear(piece: string): void {
    this.firstTokenMs ??= Date.now() - this.#started;
    this.#received += piece.length;
    if (this.#received > this.#maxChars) throw new Failure("model_bad_answer", "endless answer");
    const said = this.#spoken.push(piece);
    if (this.#spoken.isThinking) this.enter("thinking");
    this.#say(said, false);
  }

  /** Adds to the text, whole characters only until the end. */
  #say(piece: string, isEnd: boolean): void {
    let said = this.#half + piece;
    this.#half = "";
    if (!isEnd && isHighSurrogate(said.charCodeAt(said.length - 1))) {
      this.#half = said.slice(-1);
      said = said.slice(0, -1);
    }
    if (said === "") return;
    this.enter("writing");
    this.text += said.toWellFormed();
    this.#onText?.(this.text);
  }
}
