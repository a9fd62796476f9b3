// What is asked of which model.
import type { ClientOptions } from "openai";
import type { StrictSchema } from "../prompts/course.ts";
import type { PromptMessage, Settings } from "../prompts/message.ts";
import type { State } from "./transcript.ts";

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

/**
 * What is asked. `messages`: instructions, then a dialogue that alternates and begins and ends with the learner. `schema`
 * asks for JSON of this shape; servers without schemas are asked for JSON, then only told.
 */
export interface Request {
  readonly messages: readonly PromptMessage[];
  readonly settings: Settings;
  /** How many messages at the end are never left out where a window is small: the last one, unless it says more. */
  readonly inseparable?: number;
  readonly schema?: { readonly name: string; readonly schema: StrictSchema };
  /** Ends the call: the learner stopped it, or the turn is not ours any more. */
  readonly signal: AbortSignal;
  /** Called with the whole text so far whenever it grew; thoughts are no part of it. */
  readonly onText?: (text: string) => void;
  /** Called whenever the model begins to do something else: nothing was said for some seconds, it thinks, it writes. */
  readonly onState?: (state: State) => void;
}

/** The part of a request that its server sees. */
export type Question = Pick<Request, "messages" | "settings" | "schema" | "inseparable">;
