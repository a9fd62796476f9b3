// Changes of a plan: each a pure function from a plan to the changed plan and a sentence about it.
import * as Plans from "./plan.ts";
import { levels, maxHours, scaled, totalOf, type Module, type Plan } from "./plan.ts";
import type { Brief } from "./request.ts";
import { say, type Phrase, type Values } from "./say.ts";
import { coverage, folded } from "./text.ts";
import type { Change } from "./understand/intents.ts";
import type { Place } from "./understand/places.ts";
import type { Ref } from "./understand/refs.ts";

export interface Context {
  readonly brief: Brief;
  /** How many modules the plan had when the learner wrote: "the last one" is the last of these. */
  readonly count: number;
  /** The version shown before the present one, to go back to. */
  readonly earlier: Plan | null;
}

/** The reason why something cannot be done, as the learner is told. */
export class Refusal extends Error {
  constructor(locale: Brief["locale"], phrase: Phrase, values: Values = {}) {
    super(say(locale, phrase, values));
  }
}

interface Outcome {
  readonly plan: Plan;
  readonly note: string;
}
type Of<K extends Change["kind"]> = Extract<Change, { kind: K }>;
/** @throws Refusal */
type Operation<K extends Change["kind"]> = (plan: Plan, change: Of<K>, context: Context) => Outcome;

/** Places of the modules that a reference fits. */
const placesOf = (modules: readonly Module[], ref: Ref, count: number): number[] => {
  const where = (score: (module: Module) => number, least: number): number[] => {
    const best = Math.max(...modules.map(score));
    return modules.flatMap((one, at) => (best >= least && score(one) === best ? [at] : []));
  };
  if (ref.by === "number") {
    const number = ref.number < 0 ? count + 1 + ref.number : ref.number;
    // Numbers mean the plan as it was shown; beyond it, modules that this message added.
    if (number > count) return number <= modules.length ? [number - 1] : [];
    return where((module) => Number(module.number === number), 1);
  }
  const same = where((module) => Number(folded(module.title) === folded(ref.words)), 1);
  const titled = where((module) => coverage(ref.words, module.title), 0.3);
  const topical = (): number[] => where((one) => coverage(ref.words, one.topics.join(" ")), 0.5);
  return [same, titled].find((found) => found.length > 0) ?? topical();
};

/** @throws Refusal when a reference does not mean exactly one module */
export const locate = (plan: Plan, ref: Ref, { brief, count }: Context): [number, Module] => {
  const places = placesOf(plan.modules, ref, count);
  const [at = 0, ...others] = places;
  const module = plan.modules[at];
  if (places.length > 0 && others.length === 0 && module !== undefined) return [at, module];
  const numbers = places.map((one) => one + 1).join(", ");
  const missing = ref.by === "number" ? "noModuleNumber" : "noModuleWords";
  const phrase = places.length === 0 ? missing : "severalModules";
  throw new Refusal(brief.locale, phrase, { ...ref, count: plan.modules.length, numbers });
};

/** Where something goes. */
const indexFor = (plan: Plan, place: Place, context: Context): number => {
  const count = plan.modules.length;
  if (place.at === "position")
    return place.number < 0 ? count : Math.min(count, Math.max(0, place.number - 1));
  const [at] = locate(plan, place.ref, context);
  return place.at === "after" ? at + 1 : at;
};

/** A module on a topic that the learner names. */
export const moduleOn = (title: string, hours: number, { locale }: Brief): Module => ({
  title,
  hours,
  summary: say(locale, "moduleSummary", { title }),
  topics: say(locale, "moduleTopics", { title }).split("\n"),
  number: 0,
});

const add: Operation<"add"> = (plan, { titles, hours, place }, context) => {
  const { locale } = context.brief;
  const before = totalOf(plan.modules);
  const at = indexFor(plan, place, context);
  const count = plan.modules.length + titles.length;
  if (count > Plans.maxModules) throw new Refusal(locale, "tooMany");
  const each = hours ?? Math.max(1, Math.round(before / count));
  const total = hours === null ? Math.max(before, count) : before + each * titles.length;
  if (total > maxHours || each < 1) throw new Refusal(locale, "hoursBounds", { hours: total });
  const fresh = titles.map((title) => moduleOn(title, each, context.brief));
  const others = hours === null ? scaled(plan.modules, total - each * titles.length) : plan.modules;
  const whole = others.toSpliced(at, 0, ...fresh);
  // Where the others cannot give way (an hour each), the new ones do.
  const modules = totalOf(whole) === total ? whole : scaled(whole, total);
  const names = fresh.map(({ title }, index) => {
    const values = { title, number: at + index + 1, hours: modules[at + index]?.hours ?? each };
    return say(locale, "addedOne", values);
  });
  const phrase = total === before ? "added" : "addedGrown";
  return {
    plan: { ...plan, modules },
    note: say(locale, phrase, { titles: names.join(", "), total }),
  };
};

const remove: Operation<"remove"> = (plan, { refs }, context) => {
  const { locale } = context.brief;
  const gone = refs.map((ref) => locate(plan, ref, context));
  const rest = plan.modules.filter((_, at) => !gone.some(([place]) => place === at));
  if (rest.length === 0) throw new Refusal(locale, "cannotRemoveAll");
  const total = totalOf(plan.modules);
  const names = gone.map(([at, { title, number }]) =>
    say(locale, "moduleName", { number: number || at + 1, title }),
  );
  const note = say(locale, "removed", { titles: names.join(", "), total });
  return { plan: { ...plan, modules: scaled(rest, total) }, note };
};

const setTotal = (plan: Plan, to: number, { brief: { locale } }: Context): Outcome => {
  const from = totalOf(plan.modules);
  if (to < 1 || to > maxHours) throw new Refusal(locale, "hoursBounds", { hours: to });
  if (to === from) throw new Refusal(locale, "totalSame", { total: to });
  const fitting = Plans.joinedTo(plan.modules, to);
  const counts = { from: plan.modules.length, to: fitting.length };
  const joined = counts.from === counts.to ? "" : `${say(locale, "joinedToFit", counts)} `;
  const note = joined + say(locale, to < from ? "shortened" : "extended", { from, to });
  return { plan: { ...plan, modules: scaled(fitting, to) }, note };
};

/** The others give or take the difference; only when they cannot does the total grow. */
const hours: Operation<"hours"> = (plan, { ref, to }, context) => {
  const from = (now: number): number => {
    if ("set" in to) return to.set;
    if ("by" in to) return now + to.by;
    return Math.max(1, (to.times > 1 ? Math.ceil : Math.floor)(now * to.times));
  };
  const before = totalOf(plan.modules);
  if (ref === null) return setTotal(plan, from(before), context);
  const [at, module] = locate(plan, ref, context);
  const { locale } = context.brief;
  const asked = from(module.hours);
  const others = plan.modules.toSpliced(at, 1);
  const total = others.length === 0 ? asked : Math.max(before, asked + others.length);
  if (asked < 1 || total > maxHours) throw new Refusal(locale, "hoursBounds", { hours: asked });
  const modules = scaled(others, total - asked).toSpliced(at, 0, { ...module, hours: asked });
  const phrase = total === before ? "moduleHours" : "moduleHoursGrown";
  const values = { number: at + 1, title: module.title, hours: asked, total };
  return { plan: { ...plan, modules }, note: say(locale, phrase, values) };
};

const practice: Operation<"practice"> = (plan, { ref }, context) => {
  const { locale } = context.brief;
  const chosen = ref === null ? null : locate(plan, ref, context);
  const modules = plan.modules.map((module, at) => {
    const tasks = say(locale, "practiceTasks", { title: module.title }).split("\n");
    const fresh = tasks.filter((task) => !module.topics.includes(task)).slice(0, 1);
    const isMeant = fresh.length > 0 && (chosen === null || chosen[0] === at);
    return isMeant ? { ...module, topics: [...module.topics, ...fresh] } : module;
  });
  if (modules.every((module, at) => module === plan.modules[at]))
    throw new Refusal(locale, "practiceAlready");
  const title = chosen?.[1].title ?? "";
  const note = say(locale, chosen === null ? "practice" : "practiceIn", { title });
  return { plan: { ...plan, modules }, note };
};

const rename: Operation<"rename"> = (plan, { ref, title }, context) => {
  const { locale } = context.brief;
  if (title === "") throw new Refusal(locale, "unclearTitle");
  if (ref === null)
    return { plan: { ...plan, title }, note: say(locale, "renamedCourse", { to: title }) };
  const [at, module] = locate(plan, ref, context);
  const note = say(locale, "renamed", { number: at + 1, from: module.title, to: title });
  return { plan: { ...plan, modules: plan.modules.with(at, { ...module, title }) }, note };
};

const move: Operation<"move"> = (plan, { ref, place }, context) => {
  const [from, module] = locate(plan, ref, context);
  const to = indexFor(plan, place, context);
  const rest = plan.modules.toSpliced(from, 1);
  // A place beside another module, or the end, was counted with the one that leaves still in the list.
  const at = Math.min(rest.length, place.at !== "position" && to > from ? to - 1 : to);
  const note = say(context.brief.locale, "moved", { title: module.title, number: at + 1 });
  return { plan: { ...plan, modules: rest.toSpliced(at, 0, module) }, note };
};

const swap: Operation<"swap"> = (plan, { refs: [one, other] }, context) => {
  const [a, first] = locate(plan, one, context);
  const [b, second] = locate(plan, other, context);
  const note = say(context.brief.locale, "swapped", { first: first.title, second: second.title });
  return { plan: { ...plan, modules: plan.modules.with(a, second).with(b, first) }, note };
};

const level: Operation<"level"> = (plan, { step }, { brief: { locale } }) => {
  const next = levels[levels.indexOf(plan.level) + step];
  if (next === undefined)
    throw new Refusal(locale, "levelEdge", { level: say(locale, plan.level) });
  const [easier, harder] = [say(locale, "easierTopic"), say(locale, "harderTopic")];
  const modules = plan.modules.map((module) => {
    const topics = module.topics.filter((topic) => topic !== easier && topic !== harder);
    return { ...module, topics: [...topics, step > 0 ? harder : easier] };
  });
  const note = say(locale, "level", { level: say(locale, next) });
  return { plan: { ...plan, level: next, modules }, note };
};

const unclear = {
  hours: "unclearHours",
  module: "unclearModule",
  place: "unclearPlace",
  title: "unclearTitle",
} as const;

const operations: { readonly [K in Change["kind"]]: Operation<K> } = {
  add,
  remove,
  hours,
  practice,
  rename,
  move,
  swap,
  level,
  undo: (_plan, _change, { brief: { locale }, earlier }) => {
    if (earlier === null) throw new Refusal(locale, "noUndo");
    return { plan: earlier, note: say(locale, "undone") };
  },
  keep: (_plan, _change, { brief }) => {
    throw new Refusal(brief.locale, "kept");
  },
  unclear: (_plan, { about }, { brief }) => {
    throw new Refusal(brief.locale, unclear[about]);
  },
};

const apply = <K extends Change["kind"]>(
  plan: Plan,
  change: Of<K> & { readonly kind: K },
  context: Context,
): Outcome => operations[change.kind](plan, change, context);

/** What a function says, or why it refuses. */
export const orRefusal = (work: () => string): string => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
};

/** The changes one after another, each with a note; numbers mean the plan as it was before them. */
export const applyAll = (plan: Plan, changes: readonly Change[], context: Context) => {
  let current = plan;
  const notes = changes.map((change) =>
    orRefusal(() => {
      const outcome = apply(current, change, context);
      current = outcome.plan;
      return outcome.note;
    }),
  );
  const modules = Plans.numbered(current.modules);
  return { plan: { ...current, modules }, notes, isChanged: current !== plan };
};
