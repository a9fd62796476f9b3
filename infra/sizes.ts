// What each kind of stage consists of, production in the size that is chosen, as plain data: infra/ deploys by it,
// infra/cost counts with it, and tests hold both to it.

/** Sizes that production comes in: the setting `SIZE`. */
export type SizeName = "small" | "standard" | "external";

/** An instance of RDS. */
export interface Server {
  readonly instance: "t4g.micro" | "t4g.medium";
  /** How far RDS may let it grow. */
  readonly storage: `${number} GB`;
  /** Two copies in two zones, the second of which takes over. */
  readonly multiAz: boolean;
  readonly proxy: boolean;
  readonly backupDays: number;
}

export interface Size {
  /** How long logs are kept. */
  readonly logs: "1 week" | "1 month" | "3 months";
  /** Requests a second, and how many at once, for each of the two APIs. */
  readonly rate: number;
  readonly burst: number;
  /** Turns worked on at a time. */
  readonly workers: number;
  /** Its own database server; previews, developers and who brings a server have none. */
  readonly server?: Server;
  /** The way out of its own network: gateways or instances, one a zone, or one instance for both zones. */
  readonly nat?: "gateways" | "instances" | "one-instance";
  /** Connections of one execution environment. */
  readonly pool: number;
  /** How many of a function may run at a time, where its environments share the connections of a small server. */
  readonly reserved?: Readonly<Record<string, number>>;
}

/** RDS's own `max_connections`: bytes of memory / 9,531,392, less what the system keeps of it. */
export const maxConnections: Readonly<Record<Server["instance"], number>> = {
  "t4g.micro": 80,
  "t4g.medium": 400,
};

/** Of them, not for functions: PostgreSQL's reserve, RDS itself, a migration, a person who looks. */
export const otherConnections = 10;

/** Of an account's concurrent functions, those that Lambda lets nobody reserve. */
export const unreservable = 100;

/** How many functions at a time an account has to allow before so many can be reserved. */
export const neededToReserve = (reserved: Readonly<Record<string, number>>): number =>
  unreservable + Object.values(reserved).reduce((sum, one) => sum + one, 0);

/** What Lambda takes for no reservation. */
export const unreserved = -1;

/**
 * How many of a function may run at a time in an account that allows so many of all. Where not all fit, none is made: one
 * function without would be enough to take the others' connections.
 */
export const reservationOf = (
  reserved: Readonly<Record<string, number>>,
  own: number,
  allowed: number,
): number => (allowed < neededToReserve(reserved) ? unreserved : own);

/**
 * One connection for each, kept while the environment is frozen, so their sum is what the server has to have. During a
 * deployment those of the old code come on top: docs/decisions/0010-sizes.md. A request takes a tenth
 * of a second: six at a time are some sixty a second.
 */
const reservedInSmall = {
  ai: 6,
  analytics: 3,
  auth: 4,
  chat: 5,
  connect: 5,
  generate: 20,
  "give-up": 2,
  learning: 5,
  message: 6,
  ready: 3,
  restore: 5,
  sweep: 1,
  tracks: 5,
} as const;

/** Of a server that is somebody else's, and not large: with a migration and a person 53 connections. */
const reservedOutside = {
  ai: 4,
  analytics: 2,
  auth: 3,
  chat: 3,
  connect: 3,
  generate: 10,
  "give-up": 2,
  learning: 3,
  message: 4,
  ready: 2,
  restore: 3,
  sweep: 1,
  tracks: 3,
} as const;

/** Production by its size, every other kind of stage by its name. */
export const sizes = {
  small: {
    logs: "3 months",
    rate: 200,
    burst: 400,
    workers: reservedInSmall.generate,
    server: {
      instance: "t4g.micro",
      storage: "100 GB",
      multiAz: false,
      proxy: false,
      backupDays: 30,
    },
    nat: "one-instance",
    pool: 1,
    reserved: reservedInSmall,
  },
  standard: {
    logs: "3 months",
    rate: 2_000,
    burst: 2_000,
    workers: 200,
    server: {
      instance: "t4g.medium",
      storage: "200 GB",
      multiAz: true,
      proxy: true,
      backupDays: 30,
    },
    nat: "gateways",
    pool: 2,
  },
  external: {
    logs: "3 months",
    rate: 200,
    burst: 400,
    workers: reservedOutside.generate,
    pool: 1,
    reserved: reservedOutside,
  },
  dev: {
    logs: "1 month",
    rate: 200,
    burst: 400,
    workers: 10,
    server: {
      instance: "t4g.micro",
      storage: "40 GB",
      multiAz: false,
      proxy: false,
      backupDays: 7,
    },
    nat: "instances",
    pool: 2,
  },
  externalDev: { logs: "1 month", rate: 200, burst: 400, workers: 10, pool: 1 },
  preview: { logs: "1 week", rate: 50, burst: 100, workers: 2, pool: 1 },
  developer: { logs: "1 week", rate: 50, burst: 100, workers: 2, pool: 2 },
} as const satisfies Record<SizeName | "dev" | "externalDev" | "preview" | "developer", Size>;

/** @throws Error in one sentence for a size there is not */
export function sizeNamed(name = "small"): SizeName {
  if (name !== "small" && name !== "standard" && name !== "external") {
    throw new Error(`SIZE is "${name}", but must be small, standard or external.`);
  }
  return name;
}
