// Every fault switch: what it is called everywhere (code, command, docs/faults.md), its values and what it does.

/** What a value means: a chance of 0 to 1 (each time, or each second), a flag of 0 or 1, or a number of something. */
export type Unit = "chance" | "chance a second" | "flag" | "ms" | "seconds" | "count";

/** One switch. */
interface Switch {
  readonly unit: Unit;
  /** The value that changes nothing; 0 unless said. */
  readonly off?: number;
  /** The largest value; the unit's unless said. */
  readonly max?: number;
  readonly effect: string;
}

/** All switches by name; what is before the dot is the part of the stack that misbehaves. */
export const faultSwitches = {
  seed: {
    unit: "count",
    effect: "begins the sequences of all dice anew; the same seed rolls the same",
  },
  "sockets.loseDisconnect": {
    unit: "chance",
    effect: "a $disconnect event is not delivered",
  },
  "sockets.closeEverySeconds": {
    unit: "seconds",
    effect: "a socket is closed with 1001 at this age, as the two-hour limit does",
  },
  "sockets.close": {
    unit: "chance a second",
    effect: "an open socket is closed with 1001",
  },
  "sockets.reset": {
    unit: "chance a second",
    effect: "an open socket is reset: no close frame, the client sees 1006",
  },
  "posts.delayMs": { unit: "ms", effect: "a post to a connection takes so much longer" },
  "posts.fail": { unit: "chance", effect: "a post answers 500" },
  "posts.throttleEvery": { unit: "count", effect: "every n-th post answers 429" },
  "queue.lose": {
    unit: "chance",
    effect: "a received record reaches no function, and returns when its visibility runs out",
  },
  "queue.duplicate": {
    unit: "chance",
    effect: "a record is delivered twice, at the same time or one after the other",
  },
  "queue.delay": { unit: "chance", effect: "a record is delivered late" },
  "queue.delayMs": { unit: "ms", off: 1000, effect: "how late queue.delay makes it" },
  "dynamo.fail": { unit: "chance", effect: "a call answers 500 InternalServerError" },
  "dynamo.throttle": {
    unit: "chance",
    effect: "a call answers 400 ProvisionedThroughputExceededException",
  },
  "postgres.refuse": {
    unit: "flag",
    effect: "new connections are refused (53300), those that are open go on",
  },
  "postgres.reset": {
    unit: "chance a second",
    effect: "an open connection of the application is ended by the server (57P01)",
  },
  "model.latencyMs": {
    unit: "ms",
    max: 30_000,
    effect: "the answer begins so much later",
  },
  "model.rateLimit": { unit: "chance", effect: "429 with Retry-After" },
  "model.retryAfterSeconds": {
    unit: "seconds",
    off: 1,
    effect: "the Retry-After of model.rateLimit",
  },
  "model.error": { unit: "chance", effect: "500" },
  "model.unavailable": { unit: "chance", effect: "503" },
  "model.disconnect": { unit: "chance", effect: "the connection ends before the first byte" },
  "model.cut": { unit: "chance", effect: "the connection ends in the middle of the answer" },
  "model.malformed": { unit: "chance", effect: "a piece of the answer is broken JSON" },
  "model.stall": {
    unit: "chance",
    effect: "the answer falls silent in the middle until the client gives up",
  },
  "model.empty": { unit: "chance", effect: "an answer without any text" },
  "model.refuse": { unit: "chance", effect: "no text, and content_filter as the reason" },
} as const satisfies Readonly<Record<string, Switch>>;

/** A switch's name. */
export type SwitchName = keyof typeof faultSwitches;

/** The switches that are rolled for. */
export type ChanceName = {
  [Name in SwitchName]: (typeof faultSwitches)[Name]["unit"] extends "chance" | "chance a second"
    ? Name
    : never;
}[SwitchName];

/** All names, in the order of the table. */
export const switchNames = Object.keys(faultSwitches) as SwitchName[];

/** Times end at an hour: a timer takes no more than a few weeks, and no fault lasts that long. */
const maxOf: Readonly<Record<Unit, number>> = {
  chance: 1,
  "chance a second": 1,
  flag: 1,
  ms: 3_600_000,
  seconds: 3600,
  count: 2 ** 31 - 1,
};

/** One switch of the table, with what it leaves out filled in. */
export function switchOf(name: SwitchName): Required<Switch> {
  const found: Switch = faultSwitches[name];
  const max = maxOf[found.unit];
  return { off: 0, max, ...found };
}
