// What a seed decides: who says and does what when, and what breaks when. Times are milliseconds from the start.
import type { Faults } from "@ai-learning/local/faults/faults";
import { chanceOf, type Chance } from "./dice.ts";
import { blows, faultKinds, spells, weightOf, type Blow } from "./fault-kinds.ts";
import type { Options } from "./options.ts";

/** Something a learner does at one of their tabs. */
export type Deed =
  /** `door`: how it goes out; `echo`: how it is sent once more on purpose. */
  | { readonly do: "say"; readonly text: string; readonly echo: "none" | "socket" | "http" }
  /** Where there is nothing to edit or to answer anew, `text` is said instead. */
  | { readonly do: "edit" | "regenerate"; readonly text: string; readonly door: Door }
  | { readonly do: "stop"; readonly door: Door }
  | { readonly do: "welcome" | "finalize" }
  /** Closes the tab and opens it again on the same device, with what it had not sent. */
  | { readonly do: "reopen"; readonly awayMs: number }
  /** One more tab, on a device of its own. */
  | { readonly do: "open" };

export type Door = "socket" | "http";

export interface Act {
  readonly at: number;
  readonly user: number;
  readonly tab: number;
  readonly deed: Deed;
}

export interface Break {
  readonly at: number;
  readonly kind: string;
  readonly what:
    | { readonly blow: Blow }
    | { readonly values: Partial<Faults>; readonly forMs: number };
}

export interface Plan {
  /** Until the last act and the last fault. */
  readonly spanMs: number;
  readonly acts: readonly Act[];
  readonly breaks: readonly Break[];
}

/** Milliseconds from one question to the next, over all users. */
const paceMs = 1_000;
const breakEveryMs = 3_000;
/** Of the time allowed, what the start and the end need. */
const restMs = 4.5 * 60_000;

/** Answered at once, in some seconds, or at length. */
const paces = ["", "", "[slow 2]", "[slow 4]", "[slow 7]", "[long 30000]"] as const;
/** More bytes than a frame takes, in fewer characters than a message may have. */
const wide = "語".repeat(11_000);

const turnsOf: readonly (readonly [Deed["do"] | "large", number])[] = [
  ["finalize", 0.03],
  ["regenerate", 0.09],
  ["edit", 0.09],
  ["large", 0.03],
];

export function planOf({ turns, seed, users, tabs, minutes }: Options): Plan {
  const chance = chanceOf(seed);
  const allowed = minutes * 60_000 - restMs;
  const spanMs = Math.max(20_000, Math.min(turns * paceMs, allowed));
  const acts: Act[] = [];
  const add = (name: string, count: number, deed: (number: number) => Deed): void => {
    for (let number = 0; number < count; number += 1) {
      acts.push({
        at: chance.between(`${name} at`, 0, spanMs),
        user: chance.index(`${name} user`, users),
        tab: chance.index(`${name} tab`, tabs),
        deed: deed(number),
      });
    }
  };
  const welcomes = Math.min(users, Math.ceil(turns / 4));
  for (let user = 0; user < welcomes; user += 1) {
    acts.push({ at: chance.between("welcome", 0, 3_000), user, tab: 0, deed: { do: "welcome" } });
  }
  const left = turns - welcomes;
  const counts = new Map(turnsOf.map(([name, share]) => [name, Math.round(left * share)]));
  const of = (name: Deed["do"] | "large"): number => counts.get(name) ?? 0;
  const texts = left - [...counts.values()].reduce((sum, count) => sum + count, 0);
  const door = (name: string): Door => (chance.is(`${name} door`, 0.6) ? "socket" : "http");
  const echo = (): "none" | "socket" | "http" =>
    chance.one("echo", ["none", "none", "none", "none", "socket", "http"]);
  const text = (kind: string, number: number): string =>
    `#${String(seed)}-${kind}${String(number)}# ${chance.one("pace", paces)}`.trim();

  add("say", texts, (number) => ({ do: "say", text: text("t", number), echo: echo() }));
  add("large", of("large"), (number) => ({
    do: "say",
    text: `#${String(seed)}-l${String(number)}# ${wide}`,
    echo: echo(),
  }));
  add("edit", of("edit"), (number) => ({
    do: "edit",
    text: text("e", number),
    door: door("edit"),
  }));
  add("regenerate", of("regenerate"), (number) => ({
    do: "regenerate",
    text: text("r", number),
    door: door("regenerate"),
  }));
  add("finalize", of("finalize"), () => ({ do: "finalize" }));
  add("stop", Math.ceil(turns * 0.12), () => ({ do: "stop", door: door("stop") }));
  add("reopen", Math.ceil(turns * 0.1), () => ({
    do: "reopen",
    awayMs: chance.between("away", 0, 8_000),
  }));
  add("open", Math.min(users * 2, Math.ceil(turns * 0.05)), () => ({ do: "open" }));
  return { spanMs, acts: acts.toSorted(byTime), breaks: breaksOf(chance, spanMs) };
}

const byTime = (a: { at: number }, b: { at: number }): number => a.at - b.at;

/** Faults dealt from shuffled decks, so that every kind comes again and again; at least one deck. */
function breaksOf(chance: Chance, spanMs: number): Break[] {
  const deck = faultKinds.flatMap((kind) => Array.from({ length: weightOf(kind) }, () => kind));
  const count = Math.max(deck.length, Math.round(spanMs / breakEveryMs));
  const dealt: string[] = [];
  while (dealt.length < count) dealt.push(...chance.shuffled("deck", deck));
  return dealt
    .slice(0, count)
    .map((kind) => ({ at: chance.between("break", 0, spanMs), kind, what: drawn(chance, kind) }))
    .toSorted(byTime);
}

function drawn(chance: Chance, kind: string): Break["what"] {
  const blow = blows[kind];
  if (blow !== undefined) return { blow: chance.one(kind, blow) };
  const spell = spells.find((one) => one.kind === kind);
  if (spell === undefined) throw new Error(`There is no fault "${kind}"`);
  return { values: chance.one(kind, spell.values), forMs: chance.between(kind, ...spell.lasts) };
}
