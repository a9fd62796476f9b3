// What a message can ask to change, and what it can ask.
import type { Ref } from "./refs.ts";

export type Place =
  | { readonly at: "start" | "end" }
  | { readonly at: "after" | "before"; readonly ref: Ref }
  /** Counted from 1. */
  | { readonly at: "position"; readonly number: number };

export type Change =
  | {
      readonly kind: "add";
      /** Empty: a module of the mentor's choice. */
      readonly titles: readonly string[];
      /** Of each module; null when not named. */
      readonly hours: number | null;
      readonly place: Place | null;
    }
  | { readonly kind: "addProject"; readonly title: string }
  | { readonly kind: "remove"; readonly refs: readonly Ref[] }
  | { readonly kind: "total"; readonly hours: number }
  | { readonly kind: "totalBy"; readonly hours: number }
  | { readonly kind: "totalTimes"; readonly factor: number }
  | { readonly kind: "moduleHours"; readonly ref: Ref; readonly hours: number }
  | { readonly kind: "moduleHoursBy"; readonly ref: Ref; readonly hours: number }
  | { readonly kind: "moduleTimes"; readonly ref: Ref; readonly factor: number }
  | { readonly kind: "stress"; readonly on: "practice" | "theory"; readonly ref: Ref | null }
  | { readonly kind: "rename"; readonly ref: Ref | null; readonly title: string }
  | { readonly kind: "move"; readonly ref: Ref; readonly place: Place }
  | { readonly kind: "swap"; readonly refs: readonly Ref[] }
  | { readonly kind: "merge"; readonly refs: readonly Ref[] }
  | { readonly kind: "split"; readonly ref: Ref }
  | { readonly kind: "replace"; readonly ref: Ref; readonly title: string }
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "level"; readonly step: -1 | 1 }
  | { readonly kind: "order"; readonly numbers: readonly number[] }
  | { readonly kind: "undo" }
  | { readonly kind: "restart" }
  /** Told not to do something. */
  | { readonly kind: "keep" }
  /** A change is meant, and something needed for it is missing. */
  | { readonly kind: "unclear"; readonly about: "hours" | "module" | "place" | "title" };

export type Question =
  | { readonly ask: "module"; readonly refs: readonly Ref[] }
  | { readonly ask: "moduleHours"; readonly ref: Ref }
  | { readonly ask: "find"; readonly words: string }
  | {
      readonly ask:
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
    };
