// The ways in which a plan changes between two finalisations.
import * as fc from "fast-check";
import type { Drafted, Module, Snapshot } from "./replan-model.ts";

const kinds = [
  "replan",
  "replan",
  "replan",
  "replan",
  "undo",
  "restore",
  "outline",
  "write",
  "done",
  "note",
  "talk",
] as const;

const changes = [
  "rename",
  "rename",
  "forget",
  "split",
  "splitAnew",
  "merge",
  "remove",
  "shuffle",
  "hours",
  "add",
  "addText",
  "removeText",
  "reword",
  "respell",
  "moveText",
  "copyText",
  "doubleText",
  "shuffleTexts",
  "oldText",
] as const;

/** One step; the numbers choose modules, texts, titles. */
export const step = fc.record({
  kind: fc.constantFrom(...kinds),
  /** Of a replan, which comes all at once. */
  changes: fc.array(fc.constantFrom(...changes), { minLength: 1, maxLength: 4 }),
  at: fc.nat(1_000),
  to: fc.nat(1_000),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

// Few, so that namesakes meet.
const titles = ["Ropes", "Bends", "ropes!", "Узлы", "Hitches", "Module 3. Bends", "C", "C++"];
const texts = ["Care", "Kinds of rope", "Sheet bend", "care?", "Ещё узел", "C", "C++", "***", " "];

const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];
const turned = <T>(list: readonly T[], by: number): T[] => {
  const start = by % Math.max(1, list.length);
  return [...list.slice(start), ...list.slice(0, start)].toReversed();
};
/** Read as the same, though written otherwise. */
const respelt = (text: string): string =>
  text === text.toUpperCase() ? ` ${text.toLowerCase()}` : text.toUpperCase();

type Change = (typeof changes)[number];
interface Place {
  readonly at: number;
  readonly to: number;
  readonly now: Snapshot;
}

/** Objectives after a change of them. */
function changedTexts(own: readonly string[], change: Change, { at, to }: Place): string[] {
  const place = to % Math.max(1, own.length);
  const text = own[place] ?? "Care";
  const other = pick(texts, at + to) ?? "Care";
  if (change === "addText") return own.toSpliced(place, 0, other);
  if (change === "removeText") return own.toSpliced(place, 1);
  if (change === "reword") return own.toSpliced(place, 1, `${text} ${String(at % 5)}`.slice(-80));
  if (change === "respell") return own.toSpliced(place, 1, respelt(text));
  if (change === "doubleText") return [respelt(text), ...own];
  if (change === "shuffleTexts") return turned(own, at);
  return [...own];
}

/** Objectives after a change that takes a text from somewhere else. */
function movedText(plan: readonly Drafted[], change: Change, { at, to, now }: Place): Drafted[] {
  const [from, into] = [at % plan.length, to % plan.length];
  const text = pick(plan[from]?.objectives ?? [], to);
  if (change === "oldText") {
    const archived = now.objectives.filter((one) => one.archived);
    const back = pick(archived, at)?.text ?? "Care";
    return plan.map((one, place) =>
      place === into ? { ...one, objectives: [back, ...one.objectives] } : one,
    );
  }
  if (text === undefined || from === into) return [...plan];
  return plan.map((one, place) => {
    if (place === into) return { ...one, objectives: [...one.objectives, text] };
    if (place !== from || change === "copyText") return one;
    return { ...one, objectives: one.objectives.filter((own) => own !== text) };
  });
}

/** Modules after a change of their number or order. */
function changedModules(plan: readonly Drafted[], change: Change, place: Place): Drafted[] {
  const { at, to } = place;
  const from = at % plan.length;
  const module = plan[from];
  if (module === undefined) return [...plan];
  const title = pick(titles, at + to) ?? "Ropes";
  const half = Math.ceil(module.objectives.length / 2);
  const [first, second] = [module.objectives.slice(0, half), module.objectives.slice(half)];
  if (change === "rename") return plan.with(from, { ...module, title });
  if (change === "forget") return plan.with(from, { ...module, title, previous: null });
  if (change === "hours") return plan.with(from, { ...module, hours: 1 + (to % 9) });
  if (change === "split" || change === "splitAnew") {
    const one = { ...module, title: change === "split" ? module.title : title, objectives: first };
    return plan.toSpliced(from, 1, one, { ...module, title: `${title} II`, objectives: second });
  }
  if (change === "merge") {
    const other = plan[to % plan.length];
    if (other === undefined || other === module) return [...plan];
    const objectives = [...module.objectives, ...other.objectives];
    return plan.with(from, { ...module, title, objectives }).filter((one) => one !== other);
  }
  if (change === "remove") return plan.toSpliced(from, 1);
  if (change === "shuffle") return turned(plan, to);
  if (change !== "add") return [...plan];
  const old = place.now.modules.filter(({ archived }) => archived);
  const name = to % 2 === 0 ? title : (pick(old, at)?.title ?? title);
  return plan.toSpliced(from, 0, { title: name, hours: 2, objectives: ["Care"], previous: null });
}

const inText: ReadonlySet<Change> = new Set([
  "addText",
  "removeText",
  "reword",
  "respell",
  "doubleText",
  "shuffleTexts",
]);
const between: ReadonlySet<Change> = new Set(["moveText", "copyText", "oldText"]);

const drafted = ({ title, hours, texts: objectives, number }: Module): Drafted => ({
  title,
  hours,
  objectives,
  previous: number,
});

/** The plan after a step's changes: at least one module, at most `most`. */
export function replanned(now: Snapshot, { changes: all, at, to }: Step, most: number): Drafted[] {
  let plan = now.modules.filter(({ archived }) => !archived).map(drafted);
  for (const [number, change] of all.entries()) {
    const place = { at: at + 7 * number, to: to + 3 * number, now };
    const from = place.at % plan.length;
    const module = plan[from];
    let next: Drafted[];
    if (inText.has(change) && module !== undefined) {
      const objectives = changedTexts(module.objectives, change, place);
      next = plan.with(from, { ...module, objectives });
    } else if (between.has(change)) next = movedText(plan, change, place);
    else next = changedModules(plan, change, place);
    if (next.length > 0 && next.length <= most) plan = next;
  }
  return plan;
}
