// What one clause asks to change: its verb says how the rest is read.
import { hoursChange } from "./hours.ts";
import type { Change } from "./intents.ts";
import { atEnd, placeIn } from "./places.ts";
import { mentionsModule, numberRefs, pairIn, refsIn } from "./refs.ts";
import { hoursIn, said, slice, type Said } from "./said.ts";
import { nameIn, titlesIn } from "./titles.ts";
import { anyOf, source, type Verb } from "./words.ts";

/** @param spoken the verb as written */
type Parse = (text: Said, spoken: string) => Change[];

const unclear = (about: "hours" | "module" | "place" | "title"): Change[] => [
  { kind: "unclear", about },
];
/** Where a module is spoken of, something about it is missing; else the clause is no command. */
const unclearIfModule = (text: Said, about: "module" | "place" | "title"): Change[] =>
  mentionsModule(text) ? unclear(about) : [];

const moreTime = new RegExp(`^(?:${source("addingMore")}\\s*)+$`, "iu");

const add: Parse = (text, spoken) => {
  const placed = placeIn(text, true);
  const rest = placed?.rest ?? text;
  const [hours] = hoursIn(rest);
  const { titles, isNamed } = titlesIn(rest);
  const named = isNamed || /module|модуль|раздел/iu.test(spoken);
  const isTime = titles.length === 0 || mentionsModule(text) || moreTime.test(titles[0] ?? "");
  if (hours !== undefined && !named && isTime) return hoursChange(spoken, text);
  if (titles.length === 0) return named ? unclear("title") : [];
  return [{ kind: "add", titles, hours: hours?.value ?? null, place: placed?.place ?? atEnd }];
};

const remove: Parse = (text) => {
  const alone = /^\s*#?(\d{1,3})\s*$/.exec(text.flat)?.[1];
  if (alone !== undefined)
    return [{ kind: "remove", refs: [{ by: "number", number: Number(alone) }] }];
  if (hoursIn(text).length > 0 && !mentionsModule(text))
    return hoursChange("reduce", said(`by ${text.raw}`));
  const refs = refsIn(text).filter(
    (ref) => ref.by === "number" || !/^\d+$/.test(said(ref.words).flat.trim()),
  );
  return refs.length === 0 ? unclear("module") : [{ kind: "remove", refs }];
};

const into = `(?:${source("into")}|->|=>|:|=|—|→)`;
const renamings: readonly RegExp[] = [
  /^(.*)[«“„"]([^«»“”„"]{1,200})[»”"][^«»“”„"]*$/su,
  new RegExp(`^(.*?)\\s*${into}\\s*(.+)$`, "isu"),
  // "Call module 3 Loops": what follows the number is the name.
  /^(\s*(?:the\s+)?\p{L}+\s*№?\s*\d+)\s+(.+)$/isu,
];
const trailingInto = new RegExp(`\\s*${into}\\s*$`, "iu");
const course = anyOf("courseWords");

const rename: Parse = (text) => {
  const split = renamings.map((one) => one.exec(text.raw)).find((found) => found !== null);
  if (split?.[1] === undefined || split[2] === undefined) return unclearIfModule(text, "title");
  const subject = slice(text, 0, split[1].replace(trailingInto, "").length);
  const isCourse = course.test(subject.raw) && !mentionsModule(subject);
  const [ref] = isCourse ? [] : refsIn(subject);
  if (!isCourse && ref === undefined) return unclearIfModule(text, "module");
  return [{ kind: "rename", ref: ref ?? null, title: nameIn(split[2]) }];
};

const move: Parse = (text, spoken) => {
  const placed = placeIn(text);
  if (placed === null) return unclearIfModule(text, "place");
  const [ref] = refsIn(placed.rest);
  if (ref !== undefined) return [{ kind: "move", ref, place: placed.place }];
  return /^(?:put|постав|place)/iu.test(spoken) ? [] : unclear("module");
};

const swap: Parse = (text) => {
  const [one, other] = pairIn(text);
  if (one === undefined || other === undefined) return unclearIfModule(text, "module");
  return [{ kind: "swap", refs: [one, other] }];
};

/** The new module takes the place of the old one. */
const replace: Parse = (text) => {
  const parts = /^(.*?)\s+(?:with|by|for|на)\s+(.+)$/isu.exec(text.raw);
  const [ref] = refsIn(said(parts?.[1] ?? ""));
  const { titles } = titlesIn(said(parts?.[2] ?? ""));
  if (ref === undefined || titles.length === 0) return unclearIfModule(text, "module");
  return [
    { kind: "add", titles, hours: null, place: { at: "before", ref } },
    { kind: "remove", refs: [ref] },
  ];
};

/** "Make it 20", "сделай модуль 3 первым": hours or a place. */
const make: Parse = (text, spoken) => {
  const [change] = hoursChange(spoken, text);
  const alone = /^\s*(?:(?:it|to|total|будет|всего)\s+)*(\d{1,3})\s*$/iu.exec(text.flat)?.[1];
  const placed = mentionsModule(text) ? placeIn(text) : null;
  const [ref] = placed === null ? [] : refsIn(placed.rest);
  if (change !== undefined && change.kind !== "unclear") return [change];
  if (alone !== undefined) return [{ kind: "hours", ref: null, to: { set: Number(alone) } }];
  if (placed !== null && ref !== undefined) return [{ kind: "move", ref, place: placed.place }];
  return change === undefined ? [] : [change];
};

const easier = anyOf("easier");

const parsers: Readonly<Record<Verb, Parse>> = {
  practice: (text) => [
    { kind: "practice", ref: (mentionsModule(text) && refsIn(text)[0]) || null },
  ],
  level: (_, spoken) => [{ kind: "level", step: easier.test(spoken) ? -1 : 1 }],
  undo: () => [{ kind: "undo" }],
  replace,
  add,
  remove,
  rename,
  swap,
  move,
  hours: (text, spoken) => hoursChange(spoken, text),
  make,
};

/** In this order where two begin at the same place: "more practice" before "more". */
export const verbs = Object.keys(parsers) as readonly Verb[];

/** @param verb null for a clause without one: "10 hours", "модуль 2 — 6 часов" */
export const changesOf = (verb: Verb | null, spoken: string, text: Said): Change[] => {
  if (verb !== null) return parsers[verb](text, spoken);
  const [hours] = hoursIn(text);
  if (hours === undefined) return [];
  // Little else may stand beside the hours.
  const rest = `${text.raw.slice(0, hours.from)} ${text.raw.slice(hours.to)}`;
  const isShort = (rest.match(/[\p{L}\p{N}]+/gu) ?? []).length <= 5;
  return isShort || numberRefs(text).length > 0 ? hoursChange("", text) : [];
};
