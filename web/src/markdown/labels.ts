// The labels of controls inside a text, through a context.
import { createContext, type Context } from "solid-js";

export interface MarkdownLabels {
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  /** Names the scrolling box of a table, and of code. */
  readonly table: string;
  readonly code: string;
  /** Labels of a checked and an unchecked box. */
  readonly done: string;
  readonly open: string;
}

export const LabelContext: Context<MarkdownLabels | undefined> = createContext();
