// What a message can ask to change, and what it can ask.
import type { Place } from "./places.ts";
import type { Ref } from "./refs.ts";

/** An amount, a difference to what it takes now, or a factor of it. */
export type HoursTarget =
  | { readonly set: number }
  | { readonly by: number }
  | { readonly times: number };

export type Change =
  | {
      readonly kind: "add";
      readonly titles: readonly string[];
      /** Of each module; null when not named. */
      readonly hours: number | null;
      readonly place: Place;
    }
  | { readonly kind: "remove"; readonly refs: readonly Ref[] }
  /** Of one module, or of the whole plan where `ref` is null. */
  | { readonly kind: "hours"; readonly ref: Ref | null; readonly to: HoursTarget }
  | { readonly kind: "practice"; readonly ref: Ref | null }
  /** Of a module, or of the course where `ref` is null. */
  | { readonly kind: "rename"; readonly ref: Ref | null; readonly title: string }
  | { readonly kind: "move"; readonly ref: Ref; readonly place: Place }
  | { readonly kind: "swap"; readonly refs: readonly [Ref, Ref] }
  | { readonly kind: "level"; readonly step: -1 | 1 }
  | { readonly kind: "undo" }
  /** Told not to do something. */
  | { readonly kind: "keep" }
  /** A change is meant, and something needed for it is missing. */
  | { readonly kind: "unclear"; readonly about: "hours" | "module" | "place" | "title" };

/** Of modules; `why` without a reference is about the whole plan. */
export interface ModuleQuestion {
  readonly ask: "module" | "why" | "moduleHoursIs";
  readonly refs: readonly Ref[];
}

export type Question =
  | ModuleQuestion
  | { readonly ask: "find"; readonly words: string }
  | { readonly ask: PlainQuestion };

export type PlainQuestion =
  | "hours"
  | "count"
  | "plan"
  | "goals"
  | "projects"
  | "advice"
  | "level"
  | "help"
  | "who"
  | "finish"
  | "thanks"
  | "greeting"
  | "content"
  | "discontent";
