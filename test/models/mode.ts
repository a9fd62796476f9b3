// What a mode of the scripted model server is, and what has to come of asking it.
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { Exchange } from "./exchange.ts";

/** The name of the model that has a mode. */
export const modelOf = ({ name }: Pick<Mode, "name">): string =>
  name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

export type Role = "server" | "own";

/** How a call is to end: well, cut by the length limit, or with this code. */
export type Outcome = "complete" | "truncated" | ErrorCode;

export interface Mode {
  readonly name: string;
  /** Its line in the list of what model servers do; 0: beside the list. */
  readonly line: number;
  readonly answer: (exchange: Exchange) => void | Promise<void>;
  /** On the service's own model, and on a user's own. */
  readonly ends: readonly [Outcome, Outcome];
  /** Requests of the first call, and of the next once the server is known. */
  readonly requests?: readonly [number, number];
  /** What its watchers are told beside the text. */
  readonly state?: "starting" | "thinking";
  /** Only what has to be JSON meets it. */
  readonly onlyJson?: true;
  /** A long dialogue does not fit. */
  readonly leavesOut?: true;
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfterMs?: number;
}

/** A failure that is the same for both, but for the name of what is a user's own. */
export const unavailable = ["model_unavailable", "own_model_unavailable"] as const;
export const rejected = ["model_misconfigured", "own_model_rejected"] as const;
export const both = <T extends Outcome>(outcome: T): readonly [T, T] => [outcome, outcome];
