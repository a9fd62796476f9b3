// Which of the plans in a message is the plan.
import { Draft, isSound, sumOf } from "./plan-draft.ts";
import { totalOf, type Hours } from "./plan-hours.ts";
import type { Line, ModuleLine } from "./plan-lines.ts";
import { tableOf } from "./plan-table.ts";
import { folded } from "./plan-text.ts";
import { levelOf, titleOf, type Title } from "./plan-title.ts";
import type { Plan } from "./plan-type.ts";

/** Modules of one kind, one after the other: perhaps a plan. */
interface Candidate {
  /** 0 is called module, 1 something else, 2 a list. */
  readonly rank: number;
  readonly isTable: boolean;
  readonly modules: { readonly at: number; readonly module: ModuleLine }[];
  readonly start: number;
  last: number;
  readonly total?: Hours | undefined;
}

/** A candidate that was read. */
interface Reading {
  readonly plan: Plan;
  readonly isWhole: boolean;
  /** The totals behind it are its own sum, whatever stands in front. */
  readonly isSummed: boolean;
  readonly start: number;
  readonly last: number;
  /** Behind the closing total. */
  readonly end: number;
}

/** The reading that counts, and whether there is no other plan. */
type Picked = Reading & { readonly isOnly: boolean };

/** The message, with what each line says of a plan. */
interface Text {
  readonly lines: readonly Line[];
  readonly totals: readonly (Hours | undefined)[];
  readonly titles: readonly (Title | null)[];
}

const rankOf = ({ word, form }: ModuleLine): number => {
  if (form === "list") return 2;
  return word === "module" ? 0 : 1;
};

const tableAt = (lines: readonly Line[], start: number, end: number): Candidate | null => {
  const rows = lines.slice(start, end);
  const table = tableOf(rows);
  if (table === null) return null;
  return {
    rank: /модул|module/i.test(rows[0]?.text ?? "") ? 0 : 1,
    isTable: true,
    modules: table.modules.map((module) => ({ at: start, module })),
    start,
    last: end - 1,
    total: table.total,
  };
};

const candidatesOf = (lines: readonly Line[]): Candidate[] => {
  const all: Candidate[] = [];
  const open = new Map<string, Candidate>();
  for (let at = 0; at < lines.length; at += 1) {
    const { kind, module } = lines[at] as Line;
    if (kind === "row") {
      let end = at + 1;
      while (lines[end]?.kind === "row") end += 1;
      const table = tableAt(lines, at, end);
      if (table !== null) all.push(table);
      at = end - 1;
    }
    if (module === null) continue;
    const key = `${module.word}/${module.form}`;
    let candidate = open.get(key);
    if (module.number === 1 && candidate?.modules.at(-1)?.module.number !== 0)
      candidate = undefined;
    if (candidate === undefined) {
      candidate = { rank: rankOf(module), isTable: false, modules: [], start: at, last: at };
      open.set(key, candidate);
      all.push(candidate);
    }
    candidate.modules.push({ at, module });
    candidate.last = at;
  }
  return all;
};

/** What is said in front of the modules. */
interface Head {
  totals: Hours[];
  title: Title | null;
  level: Plan["level"];
}

const noHead = (): Head => ({ totals: [], title: null, level: null });

const readHead = (head: Head, text: Text, from: number, to: number): void => {
  for (let at = from; at < to; at += 1) {
    const total = text.totals[at];
    const found = text.titles[at] ?? null;
    if (total !== undefined) head.totals.push(total);
    else if (found !== null && (head.title === null || (found.isNamed && found.title !== null)))
      head.title = found;
    else if (found?.isNamed && head.title?.title == null) head.title = found;
    head.level ??= levelOf(text.lines[at] as Line);
  }
};

/** Reads the modules from `candidate.start` on, to the next plan's title at the latest. */
const bodyOf = (text: Text, candidate: Candidate, to: number, isLast: boolean) => {
  const draft = new Draft();
  const totals: Hours[] = candidate.total === undefined ? [] : [candidate.total];
  const modules = candidate.modules.values();
  let next = modules.next();
  let level: Plan["level"] = null;
  let end = candidate.last + 1;
  for (let at = candidate.start; at < to; at += 1) {
    const line = text.lines[at] as Line;
    let isModule = false;
    for (; next.value?.at === at; next = modules.next(), isModule = true)
      draft.add(next.value.module, line.level);
    if (isModule || (candidate.isTable && at <= candidate.last)) continue;
    const total = text.totals[at];
    const isOfModule = draft.take(line, total !== undefined);
    if (at < candidate.last || isOfModule) continue;
    if (text.titles[at]?.isNamed && !isLast) break;
    level ??= levelOf(line);
    if (total === undefined || (totals.length > 0 && !isLast)) continue;
    totals.push(total);
    end = at + 1;
  }
  const row = text.lines[candidate.last];
  const isTableOver = candidate.isTable && (row?.isWhole || row?.text.endsWith("|")) === true;
  return { draft, totals, level, end, isPast: draft.isPast || isTableOver };
};

/** Enough is said of a plan: hours where the name alone does not tell, company where a list could be any list. */
const isPlan = (draft: Draft, rank: number, isAnnounced: boolean): boolean => {
  const [first] = draft.modules;
  const timed = draft.modules.filter((one) => one.hasHours).length;
  const isNamed = first?.line.word === "module";
  if (rank === 2) return timed > 1 && first?.line.number === 1 && (isNamed || isAnnounced);
  if (!isNamed && timed === 0) return false;
  return draft.modules.length > 1 || (first?.line.number === 1 && isAnnounced);
};

const readAll = (text: Text, candidates: readonly Candidate[]): Reading[] => {
  const readings: Reading[] = [];
  let from = 0;
  let reach = -1;
  let head = noHead();
  for (const [at, candidate] of candidates.entries()) {
    const following = candidates[at + 1];
    const isNested = candidate.start < reach || (following?.start ?? Infinity) <= candidate.last;
    const to = Math.max(candidate.last + 1, following?.start ?? text.lines.length);
    readHead(head, text, from, candidate.start);
    from = Math.max(from, candidate.start);
    const body = bodyOf(text, candidate, to, following === undefined);
    reach = Math.max(reach, candidate.last);
    const { draft } = body;
    const inTitle = head.title?.hours;
    if (head.totals.length === 0 && inTitle !== undefined) head.totals.push(inTitle);
    const totals = [...head.totals, ...body.totals];
    const isAnnounced = totals.length > 0 || head.title?.isNamed === true;
    if (!isPlan(draft, candidate.rank, isAnnounced)) continue;
    from = body.end;
    const isWhole = !isNested && isSound(draft, totals) && (body.totals.length > 0 || body.isPast);
    const plan: Plan = {
      title: head.title?.title ?? null,
      totalHours: new Set(totals).size === 1 ? (totals[0] ?? null) : null,
      level: head.level ?? body.level,
      modules: draft.shown,
      isComplete: isWhole,
    };
    const { start, last } = candidate;
    const isSummed = isSound(draft, body.totals);
    readings.push({ plan, isWhole, isSummed, start, last, end: body.end });
    head = noHead();
  }
  return readings;
};

const sameTitle = (title: string): string =>
  title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

/** The same plan in two forms, as a table and as headings. */
const agree = (one: Plan, other: Plan): boolean =>
  one.modules.length === other.modules.length &&
  one.modules.every(({ title, hours }, at) => {
    const second = other.modules[at];
    return hours === second?.hours && sameTitle(title) === sameTitle(second?.title ?? "");
  });

const details = (plan: Plan): number =>
  plan.modules.reduce((sum, { topics, summary }) => sum + topics.length + (summary ? 1 : 0), 0);

const joined = (one: Reading, other: Reading): Reading => {
  const isWhole = one.isWhole || other.isWhole;
  const rich = details(other.plan) > details(one.plan) ? other.plan : one.plan;
  const plan: Plan = {
    ...rich,
    title: one.plan.title ?? other.plan.title,
    totalHours: one.plan.totalHours ?? other.plan.totalHours,
    level: one.plan.level ?? other.plan.level,
    isComplete: isWhole,
  };
  const end = Math.max(one.end, other.end);
  return { ...other, plan, isWhole, start: one.start, end };
};

const contrast =
  /вариант|альтернатив|прежн|стар(?:ый|ая|ое)|был[оа]?(?![a-zа-яё])|раньше|предыдущ|исходн|option|variant|alternative|old|previous|original|before|earlier|version|версия/u;

/** Plans that are set against each other, or of which the later is the older one. */
const isContrasted = ({ lines }: Text, from: number, to: number): boolean =>
  lines
    .slice(from, to)
    .some(
      ({ kind, text }) =>
        text.length < 200 &&
        (kind === "heading" || kind === "bold" || (kind === "text" && text.endsWith(":"))) &&
        contrast.test(folded(text)),
    );

const pick = (text: Text, readings: readonly Reading[]): Picked | null => {
  const plans: Reading[] = [];
  for (const reading of readings) {
    const before = plans.at(-1);
    if (before !== undefined && agree(before.plan, reading.plan))
      plans[plans.length - 1] = joined(before, reading);
    else plans.push(reading);
  }
  const chosen = plans.findLast((one) => one.isWhole) ?? plans.at(-1);
  if (chosen === undefined) return null;
  const at = plans.indexOf(chosen);
  const [earlier] = plans;
  const isLast = at === plans.length - 1;
  const isClear =
    at === 0 || earlier === undefined || !isContrasted(text, earlier.last, chosen.start);
  const isWhole = chosen.isWhole && isLast && isClear;
  return { ...chosen, isWhole, isOnly: plans.length === 1 };
};

/** The plan of a message, and what is known of it beside its contents. */
export interface Choice {
  readonly plan: Plan;
  /** The message shows no other. */
  readonly isOnly: boolean;
  /** Its modules are called so, and not weeks or lessons, or just listed. */
  readonly isNamed: boolean;
}

/** The plan of a message, or null. */
export const choose = (lines: readonly Line[]): Choice | null => {
  const candidates = candidatesOf(lines);
  if (candidates.length === 0) return null;
  const text: Text = {
    lines,
    totals: lines.map((line) =>
      line.module === null && line.kind !== "row" ? totalOf(folded(line.text)) : undefined,
    ),
    titles: lines.map(titleOf),
  };
  let chosen: Picked | null = null;
  let isNamed = false;
  let isDisputed = false;
  for (const rank of [0, 1, 2]) {
    const readings = readAll(
      text,
      candidates.filter((one) => one.rank === rank),
    );
    if (chosen === null) {
      chosen = pick(text, readings);
      isNamed = rank === 0;
    } else {
      const { start, end, plan } = chosen;
      isDisputed ||= readings.some(
        (one) =>
          one.isSummed &&
          (one.start >= end || one.last < start) &&
          sumOf(one.plan.modules) !== sumOf(plan.modules),
      );
    }
  }
  if (chosen === null) return null;
  const { plan, isWhole, isOnly } = chosen;
  return {
    plan: { ...plan, isComplete: isWhole && !isDisputed },
    isOnly: isOnly && !isDisputed,
    isNamed,
  };
};
