// The titles of modules to add, out of "add a module on testing, 3 hours, please".
import { asTitle, capitalised, oneLine } from "../text.ts";
import { placeIn } from "./places.ts";
import { quotedIn } from "./refs.ts";
import { nominative, type Case } from "./russian.ts";
import { hoursIn, without, type Said } from "./said.ts";
import { every, source } from "./words.ts";

const links = `(?:${source("links")})?`;
const head = `^\\s*(?:${source("articles")}\\s+){0,4}`;
/** "A new module on", "ещё один модуль про". */
const thing = new RegExp(`${head}${source("things")}\\s*[,:—–-]?\\s*${links}[\\s:]*`, "iu");
const bare = new RegExp(`${head}${links}\\s*`, "iu");
/** "A testing module". */
const ending = new RegExp(
  `${head}(.+?)\\s+(?:module|section|lesson|unit|модуль|раздел)\\s*$`,
  "iu",
);
const several = new RegExp(`^\\s*(?:\\p{L}+\\s+){0,3}${source("thingsSeveral")}`, "iu");
/** "…, and another module on": the next of several. */
const another =
  /\s*(?:,|;|(?<!\p{L})(?:and|и)(?!\p{L}))\s*(?:(?:a|an|one|another|also|ещё|еще|также|и)\s+){0,3}(?:module|модуль)(?!\p{L})/iu;
const comma = /\s*(?:,|;|(?<!\p{L})(?:and|и)(?!\p{L}))\s*/iu;
const ruling = /(?:^|\s)(про|обо|об|о|по)[\s:]*$/iu;
const link = /^\s*(?:on|about|про|об|о|по)\s+/iu;
const polite = every("polite");
const edges = /^[\s.,;:!?()–—-]+|[\s.,;:!?(–—-]+$/gu;
const beforeHours = new RegExp(`[\\s,(–—-]*(?:${source("beforeHours")}\\s+){0,3}$`, "iu");

const withoutHours = (text: Said): string =>
  hoursIn(text).reduceRight((rest, { from, to }) => {
    const before = rest.raw.slice(0, from).replace(beforeHours, "");
    return without(rest, before.length, rest.raw.startsWith(")", to) ? to + 1 : to);
  }, text).raw;

const cleaned = (text: string): string => oneLine(text.replace(polite, " ")).replace(edges, "");

const titled = (text: string, preposition: string): string => {
  const topic = cleaned(text);
  const paired = topic.endsWith(")") && !topic.includes("(") ? topic.slice(0, -1) : topic;
  const ruled: Case = /^об?о?$/u.test(preposition) ? "prepositional" : "dative";
  const from = preposition === "" || preposition === "про" ? "accusative" : ruled;
  const title = /^[а-яё]/u.test(paired) ? nominative(paired, from) : capitalised(paired);
  return asTitle(title ?? capitalised(`${preposition} ${paired}`.trim()));
};

/** A new name as the learner wrote it. */
export const nameIn = (text: string): string =>
  asTitle(capitalised(oneLine(quotedIn(text) ?? cleaned(text))));

/**
 * The titles with the hours of each module and its place, null when not named.
 *
 * @param text what follows the verb: "a module on testing for 3 hours after module 2"
 */
export const titlesIn = (text: Said) => {
  const placed = placeIn(text, true);
  const whole = placed?.rest ?? text;
  const rest = withoutHours(whole)
    .replace(polite, " ")
    .replace(/^[\s.,;!–—-]+/u, "");
  const begun = thing.exec(rest)?.[0];
  const lead = begun ?? bare.exec(rest)?.[0] ?? "";
  const named = begun === undefined ? ending.exec(cleaned(rest))?.[1] : undefined;
  const body = rest.slice(lead.length);
  const preposition = ruling.exec(lead)?.[1]?.toLowerCase() ?? "";
  const separator = several.test(rest) ? comma : another;
  const parts = begun === undefined ? [body] : body.split(separator);
  const titles = /^["«“„']/u.test(body)
    ? [nameIn(body)]
    : named !== undefined
      ? [titled(named, "")]
      : parts.map((part) => titled(part.replace(link, ""), preposition));
  const [hours] = hoursIn(whole);
  const place = placed?.place ?? null;
  return { titles: titles.filter(Boolean), hours: hours?.value ?? null, place };
};
