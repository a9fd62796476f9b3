// What a change is given and what it gives back.
import type { Brief } from "./brief.ts";
import { phrases } from "./phrases.ts";
import { scaled, type Plan } from "./plan.ts";
import type { Found, Item, Working } from "./working.ts";

export interface Context {
  readonly brief: Brief;
  /** The version shown before the present one, to go back to. */
  readonly earlier: Plan | null;
}

/** `work` is null when nothing changed. */
export interface Outcome {
  readonly work: Working | null;
  readonly note: string;
}

/** Why a module could not be found. */
export const notFound = (
  work: Working,
  found: Extract<Found, { ok: false }>,
  context: Context,
): Outcome => {
  const say = phrases[context.brief.locale];
  return {
    work: null,
    note:
      found.several.length > 0
        ? say.several(found.said, found.several.join(", "))
        : say.noModule(found.said, work.items.length),
  };
};

/** The items with their hours pressed or stretched to a total. */
export const rescaled = (items: readonly Item[], total: number): Item[] => {
  const modules = scaled(
    items.map((item) => item.module),
    total,
  );
  return items.map((item, index) => ({ ...item, module: modules[index] ?? item.module }));
};
