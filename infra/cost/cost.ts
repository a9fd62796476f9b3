// From counts and prices to dollars: a list of lines, each with the sum it comes from.
import type { SizeName } from "../sizes.ts";
import { assumed, turn } from "./counts.ts";
import { prices, type PriceName } from "./prices.ts";

/** Production by its size, the others by their names. */
export type Stage = SizeName | "dev" | "preview";

/** `count` units at a price. */
export interface Line {
  readonly what: string;
  readonly count: number;
  readonly price: PriceName;
}

const hours = 730;
const kilobytesOfGigabyte = 1e6;

const dollarsPerUnit = (name: PriceName): number => {
  const { dollars, per } = prices[name];
  return per === "million" ? dollars / 1e6 : dollars;
};

export const dollarsOf = ({ count, price }: Line): number => count * dollarsPerUnit(price);
export const total = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + dollarsOf(line), 0);

/** Every stage: a clock each minute, and queues that are asked whether there is anything. */
const ticking: readonly Line[] = [
  { what: "sweep, once a minute", count: hours * 60, price: "lambdaCall" },
  { what: "sweep, its time", count: hours * 60 * 0.25 * 0.2, price: "lambdaSecond" },
  // Lambda keeps five requests of twenty seconds open to each of the two queues.
  { what: "asking two empty queues", count: 2 * 5 * 3 * 60 * hours, price: "queueRequest" },
];

/**
 * Alarms, and the numbers that functions write into their logs: three of answers, and answers by some five codes; turns by four
 * endings, jobs by two, and five more.
 */
const watching = (alarms: number): readonly Line[] => [
  { what: "alarms", count: alarms, price: "alarm" },
  { what: "metrics of answers", count: 8, price: "metric" },
  { what: "metrics of the service", count: 11, price: "metric" },
  { what: "dashboard", count: 1, price: "dashboard" },
];

/** Allocated by SST at first; `storage` in `infra/sizes.ts` is how far RDS may let it grow. */
const firstGigabytes = 20;

/** Of a NAT instance's image. */
const natGigabytes = 8;

const databases = (kind: "databaseMedium" | "databaseMicro", copies: number): Line[] => [
  { what: `PostgreSQL, ${String(copies)} instance(s)`, count: copies * hours, price: kind },
  { what: "PostgreSQL, storage", count: copies * firstGigabytes, price: "databaseStorage" },
  { what: "its password", count: 1, price: "secret" },
];

/** Ways out: one in each of two zones, or one for both. */
const network = (kind: "natGateway" | "natInstance", ways: 1 | 2): Line[] => [
  { what: `NAT, ${String(ways)}`, count: ways * hours, price: kind },
  ...(kind === "natInstance"
    ? [{ what: "NAT, disks", count: ways * natGigabytes, price: "disk" } as const]
    : []),
  { what: "NAT, public addresses", count: ways * hours, price: "publicAddress" },
  { what: "private zone of the network", count: 1, price: "privateZone" },
];

/** What a stage costs in a month in which nobody comes: compute scales to zero, these do not. */
export const idle: Readonly<Record<Stage, readonly Line[]>> = {
  small: [
    ...databases("databaseMicro", 1),
    ...network("natInstance", 1),
    ...watching(32),
    ...ticking,
  ],
  standard: [
    ...databases("databaseMedium", 2),
    { what: "RDS Proxy, 2 vCPU", count: 2 * hours, price: "proxyVcpu" },
    ...network("natGateway", 2),
    ...watching(33),
    ...ticking,
  ],
  // What the server's own provider asks comes on top.
  external: [...watching(27), ...ticking],
  dev: [
    ...databases("databaseMicro", 1),
    ...network("natInstance", 2),
    ...watching(31),
    ...ticking,
  ],
  // In dev's network and database.
  preview: ticking,
};

/** What EDGE_REQUESTS_PER_MINUTE adds to a month, and to each million requests that come to the edge. */
export const edgeLimit: readonly Line[] = [
  { what: "WAF, web ACL", count: 1, price: "firewall" },
  { what: "WAF, its rule", count: 1, price: "firewallRule" },
];
export const edgeLimitOf = (requests: number): readonly Line[] => [
  { what: "WAF, requests", count: requests, price: "firewallRequest" },
];

/** What turns cost beside that. */
export const ofTurns = (turns: number): readonly Line[] => {
  const each = (what: string, count: number, price: PriceName): Line => ({
    what,
    count: count * turns,
    price,
  });
  return [
    each("model, reading", assumed.promptTokens, "promptToken"),
    each("model, writing", assumed.answerTokens, "answerToken"),
    each("messages on sockets", 1 + turn.posts, "socketMessage"),
    each("minutes of sockets", turn.socketMinutes, "socketMinute"),
    each("Lambda, time", turn.lambdaSeconds, "lambdaSecond"),
    each("Lambda, calls", turn.calls, "lambdaCall"),
    each("HTTP API", turn.httpRequests, "httpRequest"),
    each("SQS", turn.queueRequests, "queueRequest"),
    each("DynamoDB, reads", turn.tableReads, "tableRead"),
    each("DynamoDB, writes", turn.tableWrites, "tableWrite"),
    each("CloudFront, requests", turn.edgeRequests, "edgeRequest"),
    each("CloudFront, bytes", turn.edgeKilobytes / kilobytesOfGigabyte, "edgeGigabyte"),
    each("NAT, bytes", assumed.natKilobytes / kilobytesOfGigabyte, "natGigabyte"),
    each("logs", assumed.logKilobytes / kilobytesOfGigabyte, "logsGigabyte"),
  ];
};
