// What the verdict is found from, and what it consists of. Plain data, so that a test can make it up.
import type { Chat } from "@ai-learning/client/model";
import type { InjectedFault, Killed } from "../fault-injector.ts";
import type { Ask } from "../journal.ts";
import type { ModelRequest } from "../meter.ts";
import type { Silence } from "../silence-monitor.ts";
import type { Rows } from "../rows.ts";

/** A tab as it stands at the end. */
export interface Screen {
  readonly name: string;
  /** The chat it shows. */
  readonly chatId: string;
  readonly chat: Chat | undefined;
  /** Written there and never taken: texts, with why not. */
  readonly unsent: readonly { readonly text: string; readonly refused: string | null }[];
}

export interface Evidence {
  readonly asks: readonly Ask[];
  readonly screens: readonly Screen[];
  readonly rows: Rows;
  /** Users by the title of their track, as the model's prompts have it. */
  readonly titles: ReadonlyMap<string, string>;
  readonly modelRequests: readonly ModelRequest[];
  readonly silences: readonly Silence[];
  readonly faults: readonly InjectedFault[];
  readonly killed: readonly Killed[];
}

/** One thing that is wrong. */
export interface Finding {
  /** A sentence with what was expected and what was found. */
  readonly what: string;
  readonly chat?: string;
  readonly message?: string;
}
