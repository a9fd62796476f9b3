// Which module and which objective goes on as which when a plan is made anew, as the rule says it, beside the code that does it.
import { normaliseTitle } from "@ai-learning/protocol/module-title";

export interface Module {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly hours: number;
  /** Its objectives as the plan has them. */
  readonly texts: readonly string[];
  readonly archived: boolean;
  readonly archived_at: string | null;
}

export interface Objective {
  readonly id: string;
  readonly module_id: string;
  readonly text: string;
  readonly position: number;
  readonly archived: boolean;
}

/** What is stored of a track. */
export interface Snapshot {
  /** Those in force, in order; then the archived ones, the last to leave first. */
  readonly modules: readonly Module[];
  readonly objectives: readonly Objective[];
  /** Rows of lessons, their texts, tasks, study chats and what was said in them. */
  readonly learning: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** Number of the newest revision, and of the one it was made over. */
  readonly newest: number;
  readonly base: number | null;
}

/** A module as it is to be stored. */
export interface Planned {
  readonly id: string;
  readonly title: string;
  readonly hours: number;
  readonly objectives: readonly string[];
}

/** A module as a mentor plans it. */
export interface Drafted extends Omit<Planned, "id"> {
  /** The number of the module that it continues. */
  readonly previous: number | null;
}

/** The form in which two objectives of a module are the same. */
export const objectiveKey = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/(?:[^\p{L}\p{M}\p{N}+#]|\p{Variation_Selector})+/gu, " ")
    .trim() || text.trim();

/** Ids of the modules that a plan's modules continue, in the plan's order; null: a new one. */
export function expectedOrder(
  modules: readonly Module[],
  plan: readonly Drafted[],
): (string | null)[] {
  const order: (string | null)[] = plan.map(() => null);
  const rules: ((old: Module, draft: Drafted) => boolean)[] = [
    (old, { title }) => !old.archived && normaliseTitle(old.title) === normaliseTitle(title),
    (old, { previous }) => !old.archived && old.number === previous,
    (old, { title }) => old.archived && normaliseTitle(old.title) === normaliseTitle(title),
  ];
  for (const fits of rules) {
    for (const [at, draft] of plan.entries()) {
      order[at] ??= modules.find((old) => fits(old, draft) && !order.includes(old.id))?.id ?? null;
    }
  }
  return order;
}

/** The objectives of a planned module: each text once, the first to say it counts; `id` null: a new one. */
export function expectedObjectives(
  { objectives }: Snapshot,
  wanted: Planned,
): { readonly id: string | null; readonly text: string }[] {
  const texts = new Map<string, string>();
  for (const text of wanted.objectives) {
    const key = objectiveKey(text);
    if (text.trim() !== "" && !texts.has(key)) texts.set(key, text);
  }
  return [...texts].map(([key, text]) => {
    const known = objectives.find(
      (one) => one.module_id === wanted.id && objectiveKey(one.text) === key,
    );
    return { id: known?.id ?? null, text };
  });
}
