// What a message asks to change: its clauses in order, each in the light of those before it.
import { changesIn } from "./clause-change.ts";
import { clausesOf, type Clause } from "./clauses.ts";
import type { Change } from "./intents.ts";
import { placeIn } from "./place.ts";
import { mentionsModule, numberRefs, type Ref } from "./refs.ts";
import { quotedIn } from "./topic.ts";

/** What stood before the verb may name the place or the module: "After module 2, add …". */
const inContext = (change: Change, lead: string): Change => {
  if (lead === "") return change;
  if (change.kind === "add" && change.place === null)
    return { ...change, place: lead.length < 80 ? (placeIn(lead, true)?.place ?? null) : null };
  if (!mentionsModule(lead)) return change;
  if (change.kind === "stress" && change.ref === null)
    return { ...change, ref: numberRefs(lead)[0] ?? null };
  return change;
};

/** "Второй модуль удали": what stood before the verb is its object. */
const withObject = (clause: Clause, lead: string): Clause => {
  if (lead === "" || clause.verb === null || clause.verb === "undo") return clause;
  const empty = clause.text.trim() === "";
  const named = mentionsModule(lead) && !mentionsModule(clause.text) && clause.verb !== "add";
  return empty || named ? { ...clause, text: `${lead} ${clause.text}`.trim() } : clause;
};

const named = (ref: Ref): string =>
  ref.by === "number" ? `module ${ref.number}` : `«${ref.words}»`;

/** The module a change was about, for the "it" of the next one. */
const subjectOf = (change: Change | undefined): string | null => {
  if (change?.kind === "add")
    return change.titles[0] === undefined ? null : `«${change.titles[0]}»`;
  if (change?.kind === "rename") return `«${change.title}»`;
  return change !== undefined && "ref" in change && change.ref !== null ? named(change.ref) : null;
};

const pronoun = /(?<!\p{L})(?:it|его|её|ее)(?!\p{L})/iu;

const withPronoun = (clause: Clause, subject: string | null): Clause =>
  subject !== null &&
  (clause.verb === "move" || clause.verb === "rename" || clause.verb === "remove")
    ? { ...clause, text: clause.text.replace(pronoun, () => subject) }
    : clause;

/** A piece of a sentence that only looked like a command belongs to the topic or the name before it. */
const glueable: readonly Clause["verb"][] = ["add", "rename", "replace"];

export interface Understood {
  readonly changes: readonly Change[];
  /** Clauses that began like a command and made no sense. */
  readonly lost: readonly string[];
}

export const commandsIn = (text: string): Understood => {
  const changes: Change[] = [];
  const lost: string[] = [];
  let previous: { clause: Clause; at: number } | null = null;
  let lead = "";
  let subject: string | null = null;
  for (const spoken of clausesOf(text)) {
    const clause = withPronoun(withObject(spoken, lead), subject);
    const found = changesIn(clause).map((change) => inContext(change, lead));
    lead = clause.verb === null && found.length === 0 ? clause.text : "";
    const glue =
      found.length === 0 &&
      previous !== null &&
      glueable.includes(previous.clause.verb) &&
      clause.verb !== null &&
      clause.text.trim() !== "" &&
      quotedIn(previous.clause.text) === null;
    if (glue && previous !== null) {
      const joined: Clause = {
        ...previous.clause,
        text: text.slice(
          text.indexOf(previous.clause.text),
          text.indexOf(clause.text) + clause.text.length,
        ),
      };
      changes.splice(previous.at, changes.length, ...changesIn(joined));
      previous = { clause: joined, at: previous.at };
      continue;
    }
    if (
      found.length === 0 &&
      clause.verb !== null &&
      clause.verb !== "make" &&
      clause.text.trim() !== ""
    )
      lost.push(`${clause.said}${clause.text}`.trim());
    if (found.length > 0) previous = { clause, at: changes.length };
    changes.push(...found);
    subject = subjectOf(found.at(-1)) ?? subject;
  }
  return { changes, lost };
};
