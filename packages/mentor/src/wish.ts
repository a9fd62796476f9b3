// A wish in the learner's own words taken apart: "Spanish for a trip, 20 hours, I know nothing" is about Spanish for a
// trip; the rest is time, level, what they know already, and why.
import { levels, type Level } from "./plan.ts";
import { capitalised, clipped, oneLine } from "./text.ts";
import { infinitive, nominative } from "./understand/russian.ts";
import { hoursIn, said, slice, without, type Said } from "./understand/said.ts";
import { en, every, ru, source, starts } from "./understand/words.ts";

export interface Wish {
  /** As a title; null when the text names none. */
  readonly subject: string | null;
  /** Whether it was said to be wanted, not only named. */
  readonly isWanted: boolean;
  readonly known: string;
  readonly level: Level | null;
  readonly hours: number | null;
  readonly reason: string;
}

/** A sentence, a comma, a dash, or a word that begins another thought: "… and I know Python". */
const cut = new RegExp(
  `[.!?;]+(?=\\s|$)|[,()\\n]|\\s[—–-]\\s|\\s(?=${source("wish.start")})`,
  "giu",
);
const known = starts("wish.known");
const reason = starts("wish.reason");
const refusal = starts("wish.refusal");
const conjunction = /^\s*(?:(?:and|but|already|и|но|а|уже)(?:\s+|$))+/iu;
const time = every("wish.time");
const rate =
  /(\d+)h\s*(?:\/|(?:a|per|every|each|в)\s)\s*(?:(day|день)|(week|неделю)|(month|месяц))/u;
/** How long it lasts, in days, weeks or months. */
const term =
  /(\d+)\s+(?:(days?|день|дня|дней)|(weeks?|недел[яиьюе]+)|(months?|месяц\p{L}*))(?!\p{L})/u;
const onlyTerm = new RegExp(`^${term.source}$`, "iu");
const asides = levels.map((level) => [level, every(`wish.${level}`)] as const);

/** How the subject is said after a lead-in: as an English verb, or in a Russian case. */
type Form = keyof typeof ru.prefixes | "verb";
const forms = ["verb", ...Object.keys(ru.prefixes)] as readonly Form[];
const leadIns = forms.map((form) => [form, starts(`wish.${form}`)] as const);

const gerunds = new Map(Object.entries(en.gerunds));

const gerund = (verb: string): string =>
  gerunds.get(verb) ?? `${verb.replace(/ie$/, "y").replace(/([^eoy])e$/, "$1")}ing`;

const titled = (text: string, form: Form | null): string => {
  if (form === null) return text;
  const isVerb = infinitive.test(text.split(" ")[0] ?? "");
  if (isVerb) return form === "dative" ? `${ru.prefixes.dative} ${text}` : text;
  if (form === "verb") return text.replace(/^[a-z]+/, gerund);
  if (!/^[а-яё]/iu.test(text)) return text;
  const title = form === "genitive" ? null : nominative(text, form);
  return title ?? `${ru.prefixes[form]} ${text}`;
};

/** The part without lead-ins ("I want to learn"), and the form that the last of them asks for. */
const unled = (text: string, form: Form | null = null): { text: string; form: Form | null } => {
  const [next, lead = ""] = leadIns.find(([, one]) => one.test(text)) ?? [form];
  const rest = text.replace(lead, "");
  return lead === "" || rest.trim() === "" ? { text, form } : unled(rest, next);
};

const remove = (text: Said, pattern: RegExp, side: "raw" | "flat"): Said =>
  [...text[side].matchAll(pattern)]
    .toReversed()
    .reduce((rest, found) => without(rest, found.index, found.index + found[0].length), text);

/** A wish while it is read; `isOpen`: the last thought was the subject, so that a list may go on. */
type Found = { -readonly [K in keyof Wish]: Wish[K] } & { isOpen: boolean };

const listed = (list: string, one: string): string => [list, one].filter(Boolean).join(", ");

const take = (found: Found, thought: Said, isListed: boolean): void => {
  const [hours] = rate.test(thought.flat) ? [] : hoursIn(thought);
  found.hours ??= hours?.value ?? null;
  let rest = remove(thought, time, "flat");
  for (const [level, words] of asides) {
    const before = rest.raw;
    rest = remove(rest, words, "raw");
    if (rest.raw !== before) found.level ??= level;
  }
  const text = oneLine(rest.raw.replace(conjunction, "")).replace(/^[\s:,]+|[\s:,.!?]+$/gu, "");
  const wasOpen = found.isOpen;
  found.isOpen = false;
  if (text === "" || onlyTerm.test(text) || refusal.test(text)) return;
  if (known.test(text)) found.known = listed(found.known, text.replace(known, ""));
  else if (reason.test(text)) found.reason = listed(found.reason, text.replace(reason, ""));
  else {
    const led = unled(text);
    if (refusal.test(led.text)) return;
    const isWanted = led.form !== null;
    if (found.subject === null || (isWanted && !found.isWanted)) {
      Object.assign(found, { subject: titled(led.text, led.form), isWanted, isOpen: true });
    } else if (wasOpen && isListed && !isWanted && text.split(" ").length <= 4) {
      Object.assign(found, { subject: `${found.subject}, ${text}`, isOpen: true });
    } else found.reason = listed(found.reason, led.text);
  }
};

/** "5 hours a week for 8 weeks" are 40; null where the two do not speak of the same unit. */
const hoursByRate = (flat: string): number | null => {
  const [, each, ...units] = rate.exec(flat) ?? [];
  const [, count, ...counted] = term.exec(flat) ?? [];
  const isAlike = units.some((unit, at) => unit !== undefined && counted[at] !== undefined);
  return isAlike ? Number(each) * Number(count) : null;
};

export const wishIn = (wish: string): Wish => {
  const text = said(wish.toWellFormed());
  const empty = { subject: null, isWanted: false, isOpen: false, level: null };
  const found: Found = { ...empty, hours: hoursByRate(text.flat), known: "", reason: "" };
  let from = 0;
  let isListed = false;
  for (const separator of [...text.raw.matchAll(cut), null]) {
    take(found, slice(text, from, separator?.index), isListed);
    from = (separator?.index ?? 0) + (separator?.[0].length ?? 0);
    isListed = separator?.[0] === ",";
  }
  const subject = clipped(capitalised(found.subject ?? ""), 100);
  return { ...found, subject: subject === "" ? null : subject };
};
