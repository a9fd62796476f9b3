// What a message asks to change: clauses in order, each read by the first rule that fits it.
import { placeIn, type Place } from "./places.ts";
import { mentionsModule, pairIn, refsIn, type Ref } from "./refs.ts";
import { said, slice, type Said } from "./said.ts";
import { nameIn, titlesIn } from "./titles.ts";
import { rules, source, starts, type Kind } from "./words.ts";

/** A change as asked for; each kind reads what it needs. */
export interface Change {
  /** `keep`: told not to do something. */
  readonly kind: Kind | "keep";
  /** The modules meant; none where the whole plan is. */
  readonly refs: readonly Ref[];
  /** Titles of new modules, or the new name. */
  readonly titles: readonly string[];
  readonly hours: number | null;
  readonly place: Place | null;
}

const openers = starts("openers");
const refusals = starts("refusals");
const verb = starts("add", "remove", "rename", "swap", "move", "replace", "shorten", "extend");
const closers = new RegExp(`(?:[\\s,;.!?]|${source("polite")})+$`, "iu");
const wholePlan = new RegExp(`^\\s*(?:${source("wholePlan")}\\s*)+$`, "iu");
/** How many modules a kind makes no sense without. */
const needs: Partial<Record<Kind, number>> = { remove: 1, swap: 2, replace: 1, less: 1, more: 1 };

/** The change that a rule reads in a text, or null where one of its slots makes no sense. */
const readBy = (kind: Kind, found: RegExpExecArray, text: Said): Change | null => {
  const slot = (name: string): Said | null => {
    const at = found.indices?.groups?.[name];
    return at === undefined ? null : slice(text, at[0], at[1]);
  };
  const [title, name, module] = [slot("title"), slot("name"), slot("module")];
  const placed = slot("placed") ?? slot("placing") ?? slot("at");
  const place = placed === null ? null : placeIn(placed, slot("at") !== null);
  const named = slot("ref") ?? slot("refs") ?? module ?? (slot("placed") && place?.rest) ?? null;
  const isWhole = named === null || wholePlan.test(named.raw);
  const refs = isWhole ? [] : kind === "swap" ? pairIn(named) : refsIn(named);
  const fresh = title === null ? null : titlesIn(title);
  const titles = fresh?.titles ?? (name === null ? [] : [nameIn(name.raw)]);
  const hours = found.groups?.["h"] ?? found.groups?.["n"];
  const isOdd =
    refs.length < (kind === "move" && !isWhole ? 1 : (needs[kind] ?? 0)) ||
    (module !== null && !mentionsModule(module)) ||
    (placed !== null && place === null) ||
    ((title !== null || name !== null) && titles.length === 0);
  if (isOdd) return null;
  return {
    kind,
    refs,
    titles,
    hours: hours === undefined ? (fresh?.hours ?? null) : Number(hours),
    place: place?.place ?? fresh?.place ?? null,
  };
};

const ruled = (text: Said): Change | null => {
  for (const [kind, rule] of rules) {
    const found = rule.exec(text.flat);
    const change = found === null ? null : readBy(kind, found, text);
    if (change !== null) return change;
  }
  return null;
};

/** "Please, could you also" before the verb says nothing, "don't" says that it is not wanted. */
const changeIn = (clause: Said, turns = 8): Change | null => {
  const text = slice(clause, 0, clause.raw.replace(closers, "").length);
  const change = ruled(text);
  const refusal = refusals.exec(text.flat);
  const opener = refusal ?? openers.exec(text.flat);
  if (change !== null || opener === null || turns === 1) return change;
  const rest = slice(text, opener[0].length);
  const isRefused = refusal !== null && (verb.test(rest.flat) || ruled(rest) !== null);
  if (!isRefused) return changeIn(rest, turns - 1);
  return { kind: "keep", refs: [], titles: [], hours: null, place: null };
};

/** A new clause may begin after a comma or a conjunction; inside quotes stands a title. */
const cut = new RegExp(
  `«[^«»]*»|“[^“”]*”|"[^"\\n]*"|„[^„“”]*[“”]|[,;\\n]\\s*|\\s${source("separators")}\\s+`,
  "giu",
);
/** In a message of the greatest length only so many clauses are told apart. */
const maxCuts = 40;
/** "Please" between commas is no clause. */
const aside = new RegExp(`\\s*,?\\s*${source("please")}\\s*,?\\s*`, "giu");
/** Nothing but a time: it belongs to what was said before. */
const onlyTime = /^\s*(?:(?:for|about|за|на|примерно)\s+)?\d+h\s*$/u;

/** "It" is the module of the change before. */
const withSubject = (change: Change, before: Change | null | undefined): Change => {
  if (change.refs.length > 0 || (change.kind !== "move" && change.kind !== "rename")) return change;
  const words = before?.titles[0];
  const ref = words === undefined ? before?.refs[0] : ({ by: "words", words } as const);
  if (ref !== undefined) return { ...change, refs: [ref] };
  return change.kind === "move" ? { ...change, kind: "unclear-module" } : change;
};

/** The changes that a message asks for; `lost` are clauses that began like a command and made no sense. */
export const commandsIn = (written: string) => {
  const message = written.replace(aside, " ");
  const text = said(message);
  const clauses: { readonly from: number; readonly text: Said; readonly change: Change | null }[] =
    [];
  const cuts = [...message.matchAll(cut)].filter((found) => !/^[«“"„]/.test(found[0]));
  let from = 0;
  /** Where the words since the last clause begin: "After module 2, add …". */
  let lead = 0;
  for (const separator of [...cuts.slice(0, maxCuts), undefined]) {
    const piece = slice(text, from, separator?.index);
    const led = slice(text, lead, separator?.index);
    const own = changeIn(led) ?? changeIn(piece);
    const last = clauses.at(-1);
    const longer = slice(text, last?.from ?? 0, separator?.index);
    const isOpen = last !== undefined && (own === null || onlyTime.test(piece.flat));
    const glued = isOpen ? changeIn(longer) : null;
    // What only looked like a command belongs to the topic or the name before it.
    if (glued !== null)
      clauses[clauses.length - 1] = { from: last?.from ?? 0, text: longer, change: glued };
    else if (own !== null || verb.test(piece.flat))
      clauses.push({ from, text: piece, change: own });
    from = (separator?.index ?? 0) + (separator?.[0].length ?? 0);
    if (clauses.at(-1) !== last) lead = from;
  }
  return {
    changes: clauses.flatMap(({ change }, at) =>
      change === null ? [] : [withSubject(change, clauses[at - 1]?.change)],
    ),
    lost: clauses.flatMap((clause) => (clause.change === null ? [clause.text.raw.trim()] : [])),
  };
};
