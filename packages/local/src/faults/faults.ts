// Switches that make the local cloud misbehave the way the real one does now and then. All off by default, and read at
// every use: a switch takes effect at the next event after it is set.
import { randomInt } from "node:crypto";
import { createDice, type Dice } from "./dice.ts";
import { switchNames, switchOf, type ChanceName, type SwitchName } from "./switches.ts";

/** The values, by the names of switches.ts. Assigning an unknown name or a wrong value throws FaultError. */
export type Faults = Record<SwitchName, number>;

/** A part of the stack, as the names have it before the dot. */
export type FaultyPart = SwitchName extends infer Name
  ? Name extends `${infer Part}.${string}`
    ? Part
    : never
  : never;

/** One sentence about a switch or an order that cannot be carried out. */
export class FaultError extends Error {
  override readonly name = "FaultError";
}

/** The switches of one stack, with the dice they are rolled with. */
export interface FaultBoard {
  /** Live, both ways. */
  readonly values: Faults;
  /** Whether the fault happens this time; for chances a second, within so many seconds. */
  roll(name: ChanceName, seconds?: number): boolean;
  /** A whole number from 0 up to but not including `count`, from a sequence beside the switch's own. */
  pick(name: ChanceName, count: number): number;
  /** Calls back after every assignment. */
  onChange(listener: () => void): void;
  /** A part that is not ours to break here; its switches then refuse, for this reason. */
  exclude(part: FaultyPart, reason: string): void;
}

/** Every switch off. Without a seed: a reset leaves the dice alone. */
export function noFaults(): Omit<Faults, "seed"> {
  const entries = switchNames.map((name) => [name, switchOf(name).off]);
  const { seed: _seed, ...off }: Faults = Object.fromEntries(entries);
  return off;
}

/** A board with every switch off but those given, and a seed of its own unless one is given. */
export function createFaultBoard(initial: Partial<Faults> = {}): FaultBoard {
  const stored: Faults = { ...noFaults(), seed: randomInt(2 ** 31) };
  const listeners: (() => void)[] = [];
  const excluded = new Map<string, string>();
  let dice: Dice = createDice(stored.seed);

  const values = new Proxy(stored, {
    set(target, key, value) {
      const name = checked(String(key), value);
      const reason = excluded.get(name.split(".")[0] ?? "");
      if (reason !== undefined && value !== switchOf(name).off) throw new FaultError(reason);
      if (name === "seed" && value !== target.seed) dice = createDice(Number(value));
      target[name] = Number(value);
      for (const listener of listeners) listener();
      return true;
    },
  });
  Object.assign(values, initial);

  return {
    values,
    roll(name, seconds = 1) {
      const chance = stored[name];
      if (chance <= 0) return false;
      return dice.next(name) < 1 - (1 - chance) ** seconds;
    },
    pick: (name, count) => Math.floor(dice.next(`${name} pick`) * count),
    onChange: (listener) => void listeners.push(listener),
    exclude: (part, reason) => void excluded.set(part, reason),
  };
}

/** The name, if there is such a switch and it takes such a value. */
function checked(name: string, value: unknown): SwitchName {
  const known = switchNames.find((one) => one === name);
  if (known === undefined) {
    throw new FaultError(
      `There is no switch "${name}"; the switches are: ${switchNames.join(", ")}.`,
    );
  }
  const { unit, max } = switchOf(known);
  const whole = unit === "flag" || unit === "count";
  const fits = typeof value === "number" && value >= 0 && value <= max;
  if (!fits || (whole && !Number.isInteger(value))) {
    const kind = whole ? "a whole number" : "a number";
    throw new FaultError(
      `${name} takes ${kind} from 0 to ${String(max)} (${unit}), not "${String(value)}".`,
    );
  }
  return known;
}
