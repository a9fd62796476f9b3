// Everything that is broken on purpose: switches that are on for a while, and instant faults, which happen once.
import type { Faults } from "@ai-learning/local/faults/faults";

/** A switch of docs/faults.md, on for a while with one of these values. */
export interface LastingFault {
  readonly kind: string;
  readonly values: readonly [Partial<Faults>, ...Partial<Faults>[]];
  /** Milliseconds, at least and at most. */
  readonly lasts: readonly [number, number];
}

/** Functions whose processes are killed. */
export const killable = ["generate", "message", "ai", "restore", "connect", "chat"] as const;

export type InstantFault =
  | { readonly kill: (typeof killable)[number]; readonly which: "all" | "busy" }
  | { readonly restart: "gateway" | "database fast" | "database immediate" }
  | { readonly drop: "all" | "one"; readonly how: "reset" | "close" };

export const lastingFaults: readonly LastingFault[] = [
  {
    kind: "deliveries repeated",
    values: [{ "queue.duplicate": 0.5 }, { "queue.duplicate": 1 }],
    lasts: [4_000, 10_000],
  },
  {
    kind: "deliveries delayed",
    values: [
      { "queue.delay": 0.5, "queue.delayMs": 4_000 },
      { "queue.delay": 1, "queue.delayMs": 1_500 },
    ],
    lasts: [3_000, 8_000],
  },
  { kind: "deliveries lost", values: [{ "queue.lose": 0.5 }], lasts: [2_000, 5_000] },
  {
    kind: "DynamoDB errors",
    values: [{ "dynamo.fail": 0.3 }, { "dynamo.fail": 0.7 }, { "dynamo.throttle": 0.4 }],
    lasts: [3_000, 8_000],
  },
  {
    kind: "@connections errors",
    values: [
      { "posts.fail": 0.3 },
      { "posts.fail": 0.8 },
      { "posts.throttleEvery": 3 },
      { "posts.delayMs": 400 },
    ],
    lasts: [3_000, 8_000],
  },
  {
    kind: "PostgreSQL connections",
    values: [{ "postgres.refuse": 1 }, { "postgres.reset": 0.3 }],
    lasts: [2_000, 4_000],
  },
  {
    kind: "sockets flaky",
    values: [
      { "sockets.reset": 0.1 },
      { "sockets.close": 0.1 },
      { "sockets.loseDisconnect": 1, "sockets.reset": 0.05 },
    ],
    lasts: [3_000, 8_000],
  },
  model("429", { "model.rateLimit": 0.5 }, { "model.rateLimit": 1, "model.retryAfterSeconds": 3 }),
  model("500", { "model.error": 0.5 }, { "model.error": 1 }),
  model("503", { "model.unavailable": 0.5 }),
  model("hung up", { "model.disconnect": 0.5 }),
  model("cut", { "model.cut": 0.6 }),
  model("malformed", { "model.malformed": 0.6 }),
  model("stalled", { "model.stall": 0.4 }),
  model("empty", { "model.empty": 0.6 }),
  model("refused", { "model.refuse": 0.6 }),
  model("slow", { "model.latencyMs": 2_000 }, { "model.latencyMs": 6_000 }),
];

function model(kind: string, ...values: LastingFault["values"]): LastingFault {
  return { kind: `model ${kind}`, values, lasts: [3_000, 6_000] };
}

/** By kind; a kind that stands for several instant faults draws one of them. */
export const instantFaults: Readonly<Record<string, readonly [InstantFault, ...InstantFault[]]>> = {
  "kill generate": [
    { kill: "generate", which: "busy" },
    { kill: "generate", which: "all" },
  ],
  "kill message": [
    { kill: "message", which: "busy" },
    { kill: "message", which: "all" },
  ],
  "kill others": [
    { kill: "ai", which: "all" },
    { kill: "restore", which: "all" },
    { kill: "connect", which: "all" },
    { kill: "chat", which: "all" },
  ],
  "kill gateway": [{ restart: "gateway" }],
  "PostgreSQL restarted": [{ restart: "database fast" }, { restart: "database immediate" }],
  "sockets dropped": [
    { drop: "all", how: "reset" },
    { drop: "all", how: "close" },
    { drop: "one", how: "reset" },
    { drop: "one", how: "close" },
  ],
};

/** A kind's weight among the others: how often it is in the deck the plan is dealt from. */
export const weightOf = (kind: string): number =>
  kind === "kill generate" ? 4 : kind === "kill message" || kind === "deliveries lost" ? 2 : 1;

/** All kinds, in the order of the table. */
export const faultKinds: readonly string[] = [
  ...Object.keys(instantFaults),
  ...lastingFaults.map(({ kind }) => kind),
];
