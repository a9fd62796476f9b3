// Changes applied to a plan one after another, each with a sentence that says what was done or why not.
import { changeHours, type HoursChange } from "./change-hours.ts";
import { changeOrder, type OrderChange } from "./change-order.ts";
import { compose } from "./compose.ts";
import { anotherModule, moduleOn, paced, stressed } from "./material.ts";
import {
  mergedTo,
  mostHours,
  mostModules,
  scaled,
  totalOf,
  type Level,
  type Plan,
} from "./plan.ts";
import { phrases } from "./phrases.ts";
import type { Change } from "./understand/intents.ts";
import type { Ref } from "./understand/refs.ts";
import { notFound, rescaled, type Context, type Outcome } from "./outcome.ts";
import {
  find,
  finished,
  indexFor,
  modulesOf,
  working,
  type Item,
  type Working,
} from "./working.ts";

type Of<K extends Change["kind"]> = Extract<Change, { kind: K }>;

const add = (work: Working, change: Of<"add">, context: Context): Outcome => {
  const { brief } = context;
  const say = phrases[brief.locale];
  const before = totalOf(modulesOf(work));
  const place = indexFor(work, change.place);
  if (!place.ok) return notFound(work, place, context);
  const titles = change.titles.length > 0 ? change.titles : [null];
  const count = work.items.length + titles.length;
  if (count > mostModules) return { work: null, note: say.tooMany };
  const each = change.hours ?? Math.max(1, Math.round(before / count));
  const total = change.hours === null ? Math.max(before, count) : before + each * titles.length;
  if (total > mostHours || each < 1) return { work: null, note: say.hoursBounds(total) };
  const fresh: Item[] = [];
  for (const title of titles) {
    const there = [...modulesOf(work), ...fresh.map((item) => item.module)];
    const module =
      title === null
        ? { ...anotherModule(there, brief), hours: each }
        : moduleOn(title, each, brief.skill, brief.locale);
    fresh.push({ module, shown: null });
  }
  const others =
    change.hours === null ? rescaled(work.items, total - each * titles.length) : work.items;
  const items = others.toSpliced(place.at, 0, ...fresh);
  // Where the others cannot give way (an hour each), the new ones do.
  const fitted =
    totalOf(items.map((item) => item.module)) === total ? items : rescaled(items, total);
  const names = fresh
    .map(({ module }, index) =>
      say.addedOne(
        module.title,
        place.at + index + 1,
        fitted[place.at + index]?.module.hours ?? each,
      ),
    )
    .join(", ");
  return { work: { ...work, items: fitted }, note: say.added(names, "", total, total === before) };
};

const remove = (work: Working, refs: readonly Ref[], context: Context): Outcome => {
  const say = phrases[context.brief.locale];
  const gone: number[] = [];
  for (const ref of refs) {
    const found = find(work, ref);
    if (!found.ok) return notFound(work, found, context);
    gone.push(found.at);
  }
  if (new Set(gone).size >= work.items.length) return { work: null, note: say.cannotRemoveAll };
  const total = totalOf(modulesOf(work));
  const names = [...new Set(gone)]
    .map((at) => say.one(work.items[at]?.shown ?? at + 1, work.items[at]?.module.title ?? ""))
    .join(", ");
  const items = rescaled(
    work.items.filter((_, at) => !gone.includes(at)),
    total,
  );
  return { work: { ...work, items }, note: say.removed(names, total) };
};

const stress = (work: Working, change: Of<"stress">, context: Context): Outcome => {
  const { locale } = context.brief;
  const say = phrases[locale];
  const found = change.ref === null ? null : find(work, change.ref);
  if (found !== null && !found.ok) return notFound(work, found, context);
  const items = work.items.map((item, at) =>
    found === null || found.at === at
      ? { ...item, module: stressed(item.module, change.on, locale) }
      : item,
  );
  if (items.every((item, at) => item.module === work.items[at]?.module))
    return { work: null, note: say.already };
  const title = found === null ? "" : (work.items[found.at]?.module.title ?? "");
  const one = change.on === "practice" ? say.practiceIn(title) : say.theoryIn(title);
  return { work: { ...work, items }, note: found === null ? say[change.on] : one };
};

const rename = (work: Working, change: Of<"rename">, context: Context): Outcome => {
  const say = phrases[context.brief.locale];
  if (change.title === "") return { work: null, note: say.unclearTitle };
  if (change.ref === null)
    return {
      work: { ...work, plan: { ...work.plan, title: change.title } },
      note: say.renamedCourse(change.title),
    };
  const found = find(work, change.ref);
  if (!found.ok) return notFound(work, found, context);
  const items = work.items.map((item, at) =>
    at === found.at ? { ...item, module: { ...item.module, title: change.title } } : item,
  );
  return {
    work: { ...work, items },
    note: say.renamed(found.at + 1, work.items[found.at]?.module.title ?? "", change.title),
  };
};

const replace = (work: Working, change: Of<"replace">, context: Context): Outcome => {
  const { brief } = context;
  const found = find(work, change.ref);
  if (!found.ok) return notFound(work, found, context);
  const old = work.items[found.at]?.module;
  const module = moduleOn(change.title, old?.hours ?? 1, brief.skill, brief.locale);
  return {
    work: { ...work, items: work.items.toSpliced(found.at, 1, { module, shown: null }) },
    note: phrases[brief.locale].replaced(old?.title ?? "", change.title),
  };
};

const recount = (work: Working, count: number, context: Context): Outcome => {
  const say = phrases[context.brief.locale];
  const modules = modulesOf(work);
  const total = totalOf(modules);
  if (count < 1 || count > mostModules || count > total)
    return { work: null, note: say.cannotCount(count, total) };
  if (count === modules.length) return { work: null, note: say.countIs(count, total) };
  let list = mergedTo(modules, count);
  while (list.length < count) list = [...list, anotherModule(list, context.brief)];
  const items = scaled(list, total).map((module, index): Item => ({
    module,
    shown: count < modules.length ? null : (work.items[index]?.shown ?? null),
  }));
  return { work: { ...work, items }, note: say.counted(count, total) };
};

const levels: readonly Level[] = ["beginner", "intermediate", "advanced"];

const relevel = (work: Working, step: -1 | 1, context: Context): Outcome => {
  const { locale } = context.brief;
  const say = phrases[locale];
  const level = levels[levels.indexOf(work.plan.level) + step];
  if (level === undefined) return { work: null, note: say.levelEdge(work.plan.level) };
  const items = work.items.map((item) => ({ ...item, module: paced(item.module, step, locale) }));
  return { work: { plan: { ...work.plan, level }, items }, note: say.level(level) };
};

const unclear = {
  hours: "unclearHours",
  module: "unclearModule",
  place: "unclearPlace",
  title: "unclearTitle",
} as const;

const isHours = (change: Change): change is HoursChange =>
  ["total", "totalBy", "totalTimes", "moduleHours", "moduleHoursBy", "moduleTimes"].includes(
    change.kind,
  );
const isOrder = (change: Change): change is OrderChange =>
  ["move", "swap", "merge", "split", "order"].includes(change.kind);

const applyOne = (work: Working, change: Change, context: Context): Outcome => {
  const { brief, earlier } = context;
  const say = phrases[brief.locale];
  if (isHours(change)) return changeHours(work, change, context);
  if (isOrder(change)) return changeOrder(work, change, context);
  switch (change.kind) {
    case "add":
      return add(work, change, context);
    case "addProject":
      return {
        work: { ...work, plan: { ...work.plan, projects: [...work.plan.projects, change.title] } },
        note: say.project(change.title),
      };
    case "remove":
      return remove(work, change.refs, context);
    case "stress":
      return stress(work, change, context);
    case "rename":
      return rename(work, change, context);
    case "replace":
      return replace(work, change, context);
    case "count":
      return recount(work, change.count, context);
    case "level":
      return relevel(work, change.step, context);
    case "undo":
      return earlier === null
        ? { work: null, note: say.noUndo }
        : { work: working(earlier), note: say.undone };
    case "restart":
      return { work: working(compose(brief)), note: say.restarted };
    case "keep":
      return { work: null, note: say.kept };
    default:
      return { work: null, note: say[unclear[change.about]] };
  }
};

export interface Changed {
  readonly plan: Plan;
  readonly notes: readonly string[];
  readonly changed: boolean;
}

export const applyChanges = (plan: Plan, changes: readonly Change[], context: Context): Changed => {
  let work = working(plan);
  let changed = false;
  const notes: string[] = [];
  for (const change of changes) {
    const outcome = applyOne(work, change, context);
    notes.push(outcome.note);
    if (outcome.work !== null) [work, changed] = [outcome.work, true];
  }
  return { plan: finished(work), notes, changed };
};
