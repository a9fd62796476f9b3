// Changes of time: of the whole plan, or of one module while the total stays.
import { notFound, rescaled, type Context, type Outcome } from "./outcome.ts";
import { phrases } from "./phrases.ts";
import { mergedTo, mostHours, scaled, totalOf } from "./plan.ts";
import type { Change } from "./understand/intents.ts";
import type { Ref } from "./understand/refs.ts";
import { find, modulesOf, type Item, type Working } from "./working.ts";

export type HoursChange = Extract<
  Change,
  { kind: "total" | "totalBy" | "totalTimes" | "moduleHours" | "moduleHoursBy" | "moduleTimes" }
>;

const setTotal = (work: Working, asked: number, context: Context): Outcome => {
  const say = phrases[context.brief.locale];
  const modules = modulesOf(work);
  const before = totalOf(modules);
  if (asked < 1 || asked > mostHours) return { work: null, note: say.hoursBounds(asked) };
  if (asked === before) return { work: null, note: say.total(before, asked) };
  if (asked >= modules.length)
    return {
      work: { ...work, items: rescaled(work.items, asked) },
      note: say.total(before, asked),
    };
  const items = scaled(mergedTo(modules, asked), asked).map((module): Item => ({
    module,
    shown: null,
  }));
  const note = `${say.mergedFor(asked, modules.length, items.length)} ${say.total(before, asked)}`;
  return { work: { ...work, items }, note };
};

/** The others give or take the difference; only when they cannot does the total grow. */
const setModule = (
  work: Working,
  ref: Ref,
  hoursFrom: (now: number) => number,
  context: Context,
): Outcome => {
  const say = phrases[context.brief.locale];
  const found = find(work, ref);
  if (!found.ok) return notFound(work, found, context);
  const item = work.items[found.at];
  if (item === undefined) return { work: null, note: say.unclearModule };
  const hours = Math.round(hoursFrom(item.module.hours));
  if (hours < 1 || hours > mostHours) return { work: null, note: say.hoursBounds(hours) };
  const before = totalOf(modulesOf(work));
  const others = work.items.filter((_, at) => at !== found.at);
  const total = others.length === 0 ? hours : Math.max(before, hours + others.length);
  if (total > mostHours) return { work: null, note: say.hoursBounds(total) };
  const items = rescaled(others, total - hours).toSpliced(found.at, 0, {
    ...item,
    module: { ...item.module, hours },
  });
  const note = say.moduleHours(found.at + 1, item.module.title, hours, total, total === before);
  return { work: { ...work, items }, note };
};

export const changeHours = (work: Working, change: HoursChange, context: Context): Outcome => {
  const total = totalOf(modulesOf(work));
  switch (change.kind) {
    case "total":
      return setTotal(work, change.hours, context);
    case "totalBy":
      return setTotal(work, total + change.hours, context);
    case "totalTimes":
      return setTotal(work, Math.max(1, Math.round(total * change.factor)), context);
    case "moduleHours":
      return setModule(work, change.ref, () => change.hours, context);
    case "moduleHoursBy":
      return setModule(work, change.ref, (now) => now + change.hours, context);
    default: {
      const step = change.factor > 1 ? Math.ceil : Math.floor;
      return setModule(work, change.ref, (now) => Math.max(1, step(now * change.factor)), context);
    }
  }
};
