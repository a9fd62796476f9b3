// What a seed decides: who says and does what when, and what breaks when. Times are milliseconds from the start.
import type { Faults } from "@ai-learning/local/faults/faults";
import { randomFrom, type Random } from "./random.ts";
import {
  instantFaults,
  faultKinds,
  lastingFaults,
  weightOf,
  type InstantFault,
} from "./fault-kinds.ts";
import type { Options } from "./options.ts";
import { moduleText } from "./studies.ts";

/** Something a learner does at one of their tabs. */
export type Action =
  /** `transport`: how it goes out; `echo`: how it is sent once more on purpose. */
  | { readonly do: "say"; readonly text: string; readonly echo: "none" | "socket" | "http" }
  /** Where there is nothing to edit or to answer anew, `text` is said instead. */
  | { readonly do: "edit" | "regenerate"; readonly text: string; readonly transport: Transport }
  /** Says `text`, whose answer is cut at its length limit, and has it go on. */
  | { readonly do: "continue"; readonly text: string; readonly transport: Transport }
  | { readonly do: "stop"; readonly transport: Transport }
  | { readonly do: "welcome" | "finalize" }
  /** Has a lesson written. `text` asks for a plan of its module, where there is none. */
  | { readonly do: "lesson"; readonly text: string }
  /** Closes the tab and opens it again on the same device, with what it had not sent. */
  | { readonly do: "reopen"; readonly awayMs: number }
  /** One more tab, on a device of its own. */
  | { readonly do: "open" };

export type Transport = "socket" | "http";

export interface Step {
  readonly at: number;
  readonly user: number;
  readonly tab: number;
  readonly action: Action;
}

export interface PlannedFault {
  readonly at: number;
  readonly kind: string;
  readonly what:
    | { readonly instantFault: InstantFault }
    | { readonly values: Partial<Faults>; readonly forMs: number };
}

export interface Plan {
  /** Until the last act and the last fault. */
  readonly spanMs: number;
  readonly steps: readonly Step[];
  readonly faults: readonly PlannedFault[];
}

/** Milliseconds from one question to the next, over all users. */
const paceMs = 1_000;
const faultEveryMs = 3_000;
/** Of the time allowed, what the start and the end need. */
const restMs = 4.5 * 60_000;

/** Answered at once, in some seconds, or at length. */
const paces = ["", "", "[slow 2]", "[slow 4]", "[slow 7]", "[long 30000]"] as const;
/** Cut twice; of what was there a model may say the end again. */
const parts = ["[long 9000] [parts 4000]", "[long 9000] [parts 4000] [repeat 40]"] as const;
/** More bytes than a frame takes, in fewer characters than a message may have. */
const wide = "語".repeat(11_000);

const turnsOf: readonly (readonly [Action["do"] | "large", number])[] = [
  ["finalize", 0.03],
  ["regenerate", 0.09],
  ["edit", 0.09],
  ["continue", 0.06],
  ["large", 0.03],
  ["lesson", 0.08],
];

export function planOf({ turns, seed, users, tabs, minutes }: Options): Plan {
  const random = randomFrom(seed);
  const allowed = minutes * 60_000 - restMs;
  const spanMs = Math.max(20_000, Math.min(turns * paceMs, allowed));
  const steps: Step[] = [];
  const add = (name: string, count: number, action: (number: number) => Action): void => {
    for (let number = 0; number < count; number += 1) {
      steps.push({
        at: random.between(`${name} at`, 0, spanMs),
        user: random.index(`${name} user`, users),
        tab: random.index(`${name} tab`, tabs),
        action: action(number),
      });
    }
  };
  const welcomes = Math.min(users, Math.ceil(turns / 4));
  for (let user = 0; user < welcomes; user += 1) {
    steps.push({
      at: random.between("welcome", 0, 3_000),
      user,
      tab: 0,
      action: { do: "welcome" },
    });
  }
  const left = turns - welcomes;
  const counts = new Map(turnsOf.map(([name, share]) => [name, Math.round(left * share)]));
  const of = (name: Action["do"] | "large"): number => counts.get(name) ?? 0;
  const texts = left - [...counts.values()].reduce((sum, count) => sum + count, 0);
  const transport = (name: string): Transport =>
    random.is(`${name} transport`, 0.6) ? "socket" : "http";
  const echo = (): "none" | "socket" | "http" =>
    random.one("echo", ["none", "none", "none", "none", "socket", "http"]);
  const text = (kind: string, number: number): string =>
    `#${String(seed)}-${kind}${String(number)}# ${random.one("pace", paces)}`.trim();

  add("say", texts, (number) => ({ do: "say", text: text("t", number), echo: echo() }));
  add("large", of("large"), (number) => ({
    do: "say",
    text: `#${String(seed)}-l${String(number)}# ${wide}`,
    echo: echo(),
  }));
  add("edit", of("edit"), (number) => ({
    do: "edit",
    text: text("e", number),
    transport: transport("edit"),
  }));
  add("regenerate", of("regenerate"), (number) => ({
    do: "regenerate",
    text: text("r", number),
    transport: transport("regenerate"),
  }));
  add("continue", of("continue"), (number) => ({
    do: "continue",
    text: `#${String(seed)}-c${String(number)}# ${random.one("parts", parts)}`,
    transport: transport("continue"),
  }));
  add("lesson", of("lesson"), (number) => ({
    do: "lesson",
    text: moduleText(`#${String(seed)}-m${String(number)}#`),
  }));
  add("finalize", of("finalize"), () => ({ do: "finalize" }));
  add("stop", Math.ceil(turns * 0.12), () => ({ do: "stop", transport: transport("stop") }));
  add("reopen", Math.ceil(turns * 0.1), () => ({
    do: "reopen",
    awayMs: random.between("away", 0, 8_000),
  }));
  add("open", Math.min(users * 2, Math.ceil(turns * 0.05)), () => ({ do: "open" }));
  return { spanMs, steps: steps.toSorted(byTime), faults: faultsOf(random, spanMs) };
}

const byTime = (a: { at: number }, b: { at: number }): number => a.at - b.at;

/** Faults dealt from shuffled decks, so that every kind comes again and again; at least one deck. */
function faultsOf(random: Random, spanMs: number): PlannedFault[] {
  const deck = faultKinds.flatMap((kind) => Array.from({ length: weightOf(kind) }, () => kind));
  const count = Math.max(deck.length, Math.round(spanMs / faultEveryMs));
  const dealt: string[] = [];
  while (dealt.length < count) dealt.push(...random.shuffled("deck", deck));
  return dealt
    .slice(0, count)
    .map((kind) => ({ at: random.between("break", 0, spanMs), kind, what: drawn(random, kind) }))
    .toSorted(byTime);
}

function drawn(random: Random, kind: string): PlannedFault["what"] {
  const instantFault = instantFaults[kind];
  if (instantFault !== undefined) return { instantFault: random.one(kind, instantFault) };
  const lastingFault = lastingFaults.find((one) => one.kind === kind);
  if (lastingFault === undefined) throw new Error(`There is no fault "${kind}"`);
  return {
    values: random.one(kind, lastingFault.values),
    forMs: random.between(kind, ...lastingFault.lasts),
  };
}
