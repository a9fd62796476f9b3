// Whose figures a page shows, and of which days: what its parts and their files have in common.
import type { Scope } from "@ai-learning/protocol/analytics";
import { createContext, useContext, type Accessor } from "solid-js";
import type { Range } from "./range.ts";

export interface Shown {
  readonly scope: Scope;
  readonly range: Range;
  readonly timeZone: string;
}

export const ShownContext = createContext<Accessor<Shown>>();

export function useShown(): Accessor<Shown> {
  const shown = useContext(ShownContext);
  if (shown === undefined) throw new Error("No figures are shown here");
  return shown;
}

/** What every question about figures has in it. */
export const queryOf = ({ scope, range, timeZone }: Shown) =>
  ({ scope, from: range.from, to: range.to, time_zone: timeZone }) as const;
