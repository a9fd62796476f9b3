// What the controls inside a text are called: handed down to wherever they stand.
import { createContext, type Context } from "solid-js";

export interface MarkdownLabels {
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  /** Names the scrolling box of a table, and of code. */
  readonly table: string;
  readonly code: string;
  /** What a ticked box and an empty one say. */
  readonly done: string;
  readonly open: string;
}

export const LabelContext: Context<MarkdownLabels | undefined> = createContext();
