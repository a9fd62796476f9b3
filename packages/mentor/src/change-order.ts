// Changes of order and shape: move, swap, merge, split, a new order.
import { halves } from "./material.ts";
import { notFound, type Context, type Outcome } from "./outcome.ts";
import { phrases } from "./phrases.ts";
import { merged, mostModules } from "./plan.ts";
import type { Change } from "./understand/intents.ts";
import type { Ref } from "./understand/refs.ts";
import { find, indexFor, type Found, type Item, type Working } from "./working.ts";

export type OrderChange = Extract<Change, { kind: "move" | "swap" | "merge" | "split" | "order" }>;
type Of<K extends OrderChange["kind"]> = Extract<OrderChange, { kind: K }>;

const move = (work: Working, change: Of<"move">, context: Context): Outcome => {
  const found = find(work, change.ref);
  if (!found.ok) return notFound(work, found, context);
  const item = work.items[found.at];
  if (item === undefined) return { work: null, note: phrases[context.brief.locale].unclearModule };
  const place = indexFor(work, change.place);
  if (!place.ok) return notFound(work, place, context);
  const rest = work.items.toSpliced(found.at, 1);
  // A place beside another module, or the end, was counted with the one that leaves still in the list.
  const shifts = change.place.at !== "position" && place.at > found.at;
  const at = Math.min(rest.length, shifts ? place.at - 1 : place.at);
  return {
    work: { ...work, items: rest.toSpliced(at, 0, item) },
    note: phrases[context.brief.locale].moved(item.module.title, at + 1),
  };
};

type Located =
  | { readonly ok: true; readonly places: readonly number[] }
  | { readonly ok: false; readonly missing: Extract<Found, { ok: false }> };

const locate = (work: Working, refs: readonly Ref[]): Located => {
  const places: number[] = [];
  for (const ref of refs) {
    const found = find(work, ref);
    if (!found.ok) return { ok: false, missing: found };
    if (!places.includes(found.at)) places.push(found.at);
  }
  return { ok: true, places };
};

const swap = (work: Working, refs: readonly Ref[], context: Context): Outcome => {
  const say = phrases[context.brief.locale];
  const located = locate(work, refs.slice(0, 2));
  if (!located.ok) return notFound(work, located.missing, context);
  const [a = -1, b = -1] = located.places;
  const [first, second] = [work.items[a], work.items[b]];
  if (first === undefined || second === undefined) return { work: null, note: say.unclearModule };
  return {
    work: { ...work, items: work.items.with(a, second).with(b, first) },
    note: say.swapped(first.module.title, second.module.title),
  };
};

const merge = (work: Working, refs: readonly Ref[], context: Context): Outcome => {
  const say = phrases[context.brief.locale];
  const located = locate(work, refs);
  if (!located.ok) return notFound(work, located.missing, context);
  const places = located.places.toSorted((a, b) => a - b);
  const [first = 0] = places;
  const chosen = places.flatMap((at) => work.items[at]?.module ?? []);
  const [head, ...others] = chosen;
  if (head === undefined || others.length === 0) return { work: null, note: say.unclearModule };
  const module = others.reduce(merged, head);
  const items = work.items.flatMap((item, at): Item[] => {
    if (at === first) return [{ ...item, module }];
    return places.includes(at) ? [] : [item];
  });
  return { work: { ...work, items }, note: say.merged(module.title, module.hours) };
};

const split = (work: Working, ref: Ref, context: Context): Outcome => {
  const say = phrases[context.brief.locale];
  const found = find(work, ref);
  if (!found.ok) return notFound(work, found, context);
  const item = work.items[found.at];
  if (item === undefined) return { work: null, note: say.unclearModule };
  if (item.module.hours < 2) return { work: null, note: say.cannotSplit(item.module.title) };
  if (work.items.length >= mostModules) return { work: null, note: say.tooMany };
  const [first, second] = halves(item.module, context.brief.locale);
  const items = work.items.toSpliced(
    found.at,
    1,
    { ...item, module: first },
    { module: second, shown: null },
  );
  return { work: { ...work, items }, note: say.split(item.module.title) };
};

const order = (work: Working, numbers: readonly number[], context: Context): Outcome => {
  const say = phrases[context.brief.locale];
  const items = numbers.flatMap((number) => work.items[number - 1] ?? []);
  const whole = items.length === work.items.length && new Set(numbers).size === work.items.length;
  return whole
    ? { work: { ...work, items }, note: say.ordered }
    : { work: null, note: say.badOrder };
};

export const changeOrder = (work: Working, change: OrderChange, context: Context): Outcome => {
  switch (change.kind) {
    case "move":
      return move(work, change, context);
    case "swap":
      return swap(work, change.refs, context);
    case "merge":
      return merge(work, change.refs, context);
    case "split":
      return split(work, change.ref, context);
    default:
      return order(work, change.numbers, context);
  }
};
