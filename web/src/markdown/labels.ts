// The labels of controls inside a text, through a context.
import { createContext, type Context } from "solid-js";

export interface MarkdownLabels {
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  /** Names the scrolling box of a table, of code, and of a formula. */
  readonly table: string;
  readonly code: string;
  readonly formula: string;
  /** Labels of a checked and an unchecked box. */
  readonly done: string;
  readonly open: string;
}

export const LabelContext: Context<MarkdownLabels | undefined> = createContext();
