// Changes of a plan: each a pure function from a plan to the changed plan and a sentence about it.
import { joinedTo, levels, maxHours, maxModules, numbered, scaled, totalOf } from "./plan.ts";
import type { Module, Plan } from "./plan.ts";
import type { Brief } from "./request.ts";
import { say, type Phrase, type Values } from "./say.ts";
import { coverage, folded } from "./text.ts";
import type { Change } from "./understand/commands.ts";
import type { Place } from "./understand/places.ts";
import type { Ref } from "./understand/refs.ts";

export interface Context {
  readonly brief: Brief;
  /** How many modules the plan had when the learner wrote: "the last one" is the last of these. */
  readonly count: number;
  /** The version shown before the present one, to go back to. */
  readonly earlier: Plan | null;
}

/** What changes of the plan, and the phrase that says so with its values. */
type Outcome = readonly [changed: Partial<Plan>, phrase: Phrase, values?: Values];
/** @throws Refusal */
type Operation = (plan: Plan, change: Change, context: Context) => Outcome;

/** The reason why something cannot be done, as the learner is told. */
class Refusal extends Error {}

/** @throws Refusal */
const refuse = ({ brief }: Context, phrase: Phrase, values: Values = {}): never => {
  throw new Refusal(say(brief.locale, phrase, values));
};

/** What a function says, or why it refuses. */
export const orRefusal = (work: () => string): string => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
};

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
export const locate = (plan: Plan, ref: Ref | undefined, context: Context): [number, Module] => {
  if (ref === undefined) return refuse(context, "unclear-module");
  const places = placesOf(plan.modules, ref, context.count);
  const [at = 0, ...others] = places;
  const module = plan.modules[at];
  if (places.length > 0 && others.length === 0 && module !== undefined) return [at, module];
  const numbers = places.map((one) => one + 1).join(", ");
  const missing = ref.by === "number" ? "noModuleNumber" : "noModuleWords";
  const phrase = places.length === 0 ? missing : "severalModules";
  return refuse(context, phrase, { ...ref, count: plan.modules.length, numbers });
};

/** Where something goes; the end where nothing is said. */
const indexFor = (plan: Plan, place: Place | null, context: Context): number => {
  const count = plan.modules.length;
  if (place === null) return count;
  if (place.at === "position")
    return place.number < 0 ? count : Math.min(count, Math.max(0, place.number - 1));
  const [at] = locate(plan, place.ref, context);
  return place.at === "after" ? at + 1 : at;
};

/** A module on a topic that the learner names. */
export const moduleOn = (title: string, hours: number, { locale }: Brief): Module => {
  const topics = say(locale, "moduleTopics", { title }).split("\n");
  return { title, hours, summary: say(locale, "moduleSummary", { title }), topics, number: 0 };
};

const add: Operation = (plan, { titles, hours, place }, context) => {
  const before = totalOf(plan.modules);
  const at = indexFor(plan, place, context);
  const count = plan.modules.length + titles.length;
  if (count > maxModules) return refuse(context, "tooMany");
  const each = hours ?? Math.max(1, Math.round(before / count));
  const total = hours === null ? Math.max(before, count) : before + each * titles.length;
  if (total > maxHours || each < 1) return refuse(context, "hoursBounds", { hours: total });
  const fresh = titles.map((title) => moduleOn(title, each, context.brief));
  const others = hours === null ? scaled(plan.modules, total - each * titles.length) : plan.modules;
  const whole = others.toSpliced(at, 0, ...fresh);
  // Where the others cannot give way (an hour each), the new ones do.
  const modules = totalOf(whole) === total ? whole : scaled(whole, total);
  const names = titles.map((title, index) => {
    const values = { title, number: at + index + 1, hours: modules[at + index]?.hours ?? each };
    return say(context.brief.locale, "addedOne", values);
  });
  const phrase = total === before ? "added" : "addedGrown";
  return [{ modules }, phrase, { titles: names.join(", "), total }];
};

const remove: Operation = (plan, { refs }, context) => {
  const gone = refs.map((ref) => locate(plan, ref, context));
  const rest = plan.modules.filter((_, at) => !gone.some(([place]) => place === at));
  if (rest.length === 0) return refuse(context, "cannotRemoveAll");
  const total = totalOf(plan.modules);
  const names = gone.map(([at, { title, number }]) =>
    say(context.brief.locale, "moduleName", { number: number || at + 1, title }),
  );
  return [{ modules: scaled(rest, total) }, "removed", { titles: names.join(", "), total }];
};

/** The new module takes the place of the old one. */
const replace: Operation = (plan, { refs, titles: [to = ""] }, context) => {
  const [at, { hours, title: from }] = locate(plan, refs[0], context);
  const modules = plan.modules.with(at, moduleOn(to, hours, context.brief));
  return [{ modules }, "replaced", { from, to }];
};

const setTotal = (plan: Plan, to: number, context: Context): Outcome => {
  const from = totalOf(plan.modules);
  if (to < 1 || to > maxHours) return refuse(context, "hoursBounds", { hours: to });
  if (to === from) return refuse(context, "totalSame", { total: to });
  const count = plan.modules.length;
  const fitting = joinedTo(plan.modules, to);
  const shorter = fitting.length < count ? "shortenedAndJoined" : "shortened";
  const values = { from, to, count, left: fitting.length };
  return [{ modules: scaled(fitting, to) }, to < from ? shorter : "extended", values];
};

/** Of a module the others give or take the difference; only when they cannot does the total grow. */
const timed =
  (target: (now: number, hours: number) => number): Operation =>
  (plan, change, context) => {
    const before = totalOf(plan.modules);
    const [ref] = change.refs;
    if (ref === undefined) return setTotal(plan, target(before, change.hours ?? 0), context);
    const [at, module] = locate(plan, ref, context);
    const hours = target(module.hours, change.hours ?? 0);
    const others = plan.modules.toSpliced(at, 1);
    const total = others.length === 0 ? hours : Math.max(before, hours + others.length);
    if (hours < 1 || total > maxHours) return refuse(context, "hoursBounds", { hours });
    const modules = scaled(others, total - hours).toSpliced(at, 0, { ...module, hours });
    const phrase = total === before ? "moduleHours" : "moduleHoursGrown";
    return [{ modules }, phrase, { number: at + 1, title: module.title, hours, total }];
  };

const practice: Operation = (plan, { refs: [ref] }, context) => {
  const [meant, { title }] = ref === undefined ? [null, { title: "" }] : locate(plan, ref, context);
  const modules = plan.modules.map((module, at) => {
    const tasks = say(context.brief.locale, "practiceTasks", { title: module.title }).split("\n");
    const task = tasks.find((one) => !module.topics.includes(one));
    const isMeant = task !== undefined && (meant === null || meant === at);
    return isMeant ? { ...module, topics: [...module.topics, task] } : module;
  });
  if (modules.every((module, at) => module === plan.modules[at]))
    return refuse(context, "practiceAlready");
  return [{ modules }, meant === null ? "practice" : "practiceIn", { title }];
};

const rename: Operation = (plan, { refs: [ref], titles: [to = ""] }, context) => {
  if (ref === undefined) return [{ title: to }, "renamedCourse", { to }];
  const [at, module] = locate(plan, ref, context);
  const modules = plan.modules.with(at, { ...module, title: to });
  return [{ modules }, "renamed", { number: at + 1, from: module.title, to }];
};

const move: Operation = (plan, { refs, place }, context) => {
  const [from, module] = locate(plan, refs[0], context);
  const to = indexFor(plan, place, context);
  const rest = plan.modules.toSpliced(from, 1);
  // A place beside another module, or the end, was counted with the one that leaves still in the list.
  const at = Math.min(rest.length, place?.at !== "position" && to > from ? to - 1 : to);
  const modules = rest.toSpliced(at, 0, module);
  return [{ modules }, "moved", { title: module.title, number: at + 1 }];
};

const swap: Operation = (plan, { refs }, context) => {
  const [a, first] = locate(plan, refs[0], context);
  const [b, second] = locate(plan, refs[1], context);
  const modules = plan.modules.with(a, second).with(b, first);
  return [{ modules }, "swapped", { first: first.title, second: second.title }];
};

const paced =
  (step: -1 | 1): Operation =>
  (plan, _, context) => {
    const named = (phrase: Phrase): string => say(context.brief.locale, phrase);
    const level = levels[levels.indexOf(plan.level) + step];
    if (level === undefined) return refuse(context, "levelEdge", { level: named(plan.level) });
    const [easier, harder] = [named("easierTopic"), named("harderTopic")];
    const modules = plan.modules.map((module) => {
      const topics = module.topics.filter((topic) => topic !== easier && topic !== harder);
      return { ...module, topics: [...topics, step > 0 ? harder : easier] };
    });
    return [{ level, modules }, "level", { level: named(level) }];
  };

const half = (now: number): number => Math.max(1, Math.floor(now / 2));

/** Of the kinds that change something; the others only say why they do not. */
const operations: Readonly<Partial<Record<Change["kind"], Operation>>> = {
  add,
  remove,
  replace,
  rename,
  move,
  swap,
  practice,
  undo: (_plan, _change, context) => [context.earlier ?? refuse(context, "noUndo"), "undone"],
  easier: paced(-1),
  harder: paced(1),
  hours: timed((_, hours) => hours),
  shorter: timed((now, hours) => now - hours),
  longer: timed((now, hours) => now + hours),
  halve: timed(half),
  double: timed((now) => now * 2),
  less: timed(half),
  more: timed((now) => Math.ceil(now * 1.5)),
};

/** The changes one after another, each with a note; numbers mean the plan as it was before them. */
export const applyAll = (plan: Plan, changes: readonly Change[], context: Context) => {
  const { locale } = context.brief;
  let current = plan;
  const notes = changes.map((change) =>
    orRefusal(() => {
      const operation = operations[change.kind];
      if (operation === undefined) return say(locale, change.kind as Phrase);
      const [changed, phrase, values] = operation(current, change, context);
      current = { ...current, ...changed };
      return say(locale, phrase, values);
    }),
  );
  const modules = numbered(current.modules);
  return { plan: { ...current, modules }, notes, isChanged: current !== plan };
};
