// What a message asks to change: clauses in order, each beginning with the verb that says what to do.
import * as patterns from "../patterns.ts";
import { changesOf, verbs } from "./change-of.ts";
import type { Change } from "./intents.ts";
import { atEnd, placeIn } from "./places.ts";
import { numberRefs, quotedIn, refsIn } from "./refs.ts";
import { isBlank, said, slice, type Said } from "./said.ts";
import { everyOf, opening, ru, source, type Verb } from "./words.ts";

export interface Understood {
  readonly changes: readonly Change[];
  /** Clauses that began like a command and made no sense. */
  readonly lost: readonly string[];
}

interface Clause {
  readonly from: number;
  /** What stood before it and had no verb: "After module 2," or "Второй модуль". */
  readonly lead: Said;
  readonly verb: Verb | null;
  readonly spoken: string;
  readonly text: Said;
  readonly changes: readonly Change[];
}

const openers = opening("openers");
const refusals = opening("refusals");
const instead = opening("instead");
const pronoun = everyOf("pronouns");
const verbAtStart = new RegExp(
  `^\\s*(?:${verbs.map((verb) => `(?<${verb}>${source(`verb.${verb}`)})`).join("|")})`,
  "iu",
);
/** Russian puts the object first as easily: "второй модуль удали". An infinitive is no command there. */
const anywhere = (["add", "remove", "rename", "swap", "move", "hours"] as const).flatMap(
  (verb) => ru[`verb.${verb}`],
);
/** A new clause may begin after a comma or a conjunction; inside quotes stands a title. */
const cut = new RegExp(
  `«[^«»]*»|“[^“”]*”|"[^"\\n]*"|„[^„“”]*[“”]|[,;:\\n]\\s*|\\s${source("separators")}\\s+|\\s(?!\\p{L}+ть(?!\\p{L}))(?=${patterns.words(anywhere)})`,
  "giu",
);
/** In a message of the greatest length only so many clauses are told apart. */
const maxCuts = 40;

const cutsIn = (text: string): RegExpExecArray[] =>
  [...text.matchAll(cut)].filter((found) => !/^[«“"„]/.test(found[0])).slice(0, maxCuts);

/** "Please, could you also" before the verb says nothing, "don't" says that it is not wanted. */
const opened = (text: Said): { readonly text: Said; readonly isRefused: boolean } => {
  let rest = text;
  let isRefused = false;
  for (let turn = 0; turn < 8 && !verbAtStart.test(rest.raw); turn += 1) {
    const refusal = refusals.exec(rest.raw);
    isRefused ||= refusal !== null;
    rest = slice(rest, (refusal ?? openers.exec(rest.raw))?.[0].length ?? 0);
  }
  return { text: rest, isRefused };
};

/** What stood before the verb may name the place, the module meant, or the module that is to go. */
const inContext = (change: Change, lead: Said): readonly Change[] => {
  const gone = instead.exec(lead.raw);
  const [ref] = gone === null ? [] : refsIn(slice(lead, gone[0].length));
  if (change.kind === "add" && ref !== undefined)
    return [
      { ...change, place: { at: "before", ref } },
      { kind: "remove", refs: [ref] },
    ];
  if (change.kind === "add" && change.place === atEnd)
    return [{ ...change, place: placeIn(lead, true)?.place ?? atEnd }];
  const isPractice = change.kind === "practice" && change.ref === null;
  return [isPractice ? { ...change, ref: numberRefs(lead)[0] ?? null } : change];
};

/** The module a change was about, for the "it" of the next one. */
const subjectOf = (change: Change | undefined): string | null => {
  if (change?.kind === "add") return `«${change.titles[0]}»`;
  if (change?.kind === "rename") return `«${change.title}»`;
  if (change === undefined || !("ref" in change) || change.ref === null) return null;
  return change.ref.by === "number" ? `module ${change.ref.number}` : `«${change.ref.words}»`;
};

const clauseOf = (whole: Said, from: number, lead: Said, before?: Clause): Clause => {
  const { text, isRefused } = opened(whole);
  const found = verbAtStart.exec(text.raw);
  const verb = verbs.find((one) => found?.groups?.[one] !== undefined) ?? null;
  const spoken = found?.[0].trim() ?? "";
  const after = slice(text, found?.[0].length ?? 0);
  const subject = subjectOf(before?.changes.at(-1));
  const refers = subject !== null && ["move", "rename", "remove"].includes(verb ?? "");
  const own = refers ? said(after.raw.replace(pronoun, () => subject)) : after;
  const rest = isBlank(after) && verb !== null ? lead : own;
  const keep: readonly Change[] = verb === null ? [] : [{ kind: "keep" }];
  const changes = isRefused ? keep : changesOf(verb, spoken, rest);
  return {
    from,
    lead,
    verb,
    spoken,
    text: rest,
    changes: changes.flatMap((one) => inContext(one, lead)),
  };
};

export const commandsIn = (message: string): Understood => {
  const text = said(message);
  const clauses: Clause[] = [];
  let from = 0;
  let lead = said("");
  for (const separator of [...cutsIn(message), undefined]) {
    const end = separator?.index;
    const last = clauses.at(-1);
    const clause = clauseOf(slice(text, from, end), from, lead, last);
    const isCommand = clause.verb !== null && clause.changes.length > 0;
    if (!isCommand && last !== undefined && quotedIn(last.text.raw) === null) {
      // What only looked like a command belongs to the topic or the name before it.
      const whole = slice(text, last.from, end);
      clauses[clauses.length - 1] = clauseOf(whole, last.from, last.lead, clauses.at(-2));
    } else if (clause.verb !== null || clause.changes.length > 0) clauses.push(clause);
    else lead = { raw: lead.raw + clause.text.raw, flat: lead.flat + clause.text.flat };
    if (clause.verb !== null) lead = said("");
    from = (end ?? 0) + (separator?.[0].length ?? 0);
  }
  const lost = clauses.filter(
    ({ verb, changes, text: rest }) => changes.length === 0 && verb !== "make" && !isBlank(rest),
  );
  return {
    changes: clauses.flatMap((clause) => clause.changes),
    lost: lost.map(({ spoken, text: rest }) => `${spoken}${rest.raw}`.trim()),
  };
};
