// An AWS account in memory: as much of it as the commands of docs/deploy.md ask for.

export interface FakeStack {
  status: string;
  template: string;
  parameters: Record<string, string>;
}

/** A set of changes that waits to be executed. */
export interface ChangeSet {
  /** Its ARN. */
  readonly id: string;
  readonly stack: string;
  readonly template: string;
  readonly parameters: Record<string, string>;
  readonly changes: number;
}

/** What is there once in each region. */
export interface FakeRegion {
  readonly parameters: Map<string, string>;
  readonly stacks: Map<string, FakeStack>;
  readonly changeSets: Map<string, ChangeSet>;
  concurrency: number;
}

export interface FakeAccount {
  readonly id: string;
  /** By which code every request is refused, however it is signed. */
  refusal?: string;
  /** Actions it may not call, as policies name them. */
  readonly denied: Set<string>;
  plan: "FREE" | "PAID" | undefined;
  distributions: number;
  readonly providers: Set<string>;
  /** Whom the tokens of each of them may be meant for. */
  audiences: readonly string[];
  readonly roles: Set<string>;
  readonly policies: Set<string>;
  readonly zones: Set<string>;
  readonly certificates: Map<string, { status: string; names: string[] }>;
  /** Objects by `bucket/key`. */
  readonly objects: Map<string, Uint8Array>;
  readonly buckets: Set<string>;
  readonly regions: Map<string, FakeRegion>;
}

/** An account as AWS hands it over: on the free plan, with ten functions. */
export const bareAccount = (): FakeAccount => ({
  id: "123456789012",
  denied: new Set(),
  plan: "FREE",
  distributions: 0,
  providers: new Set(),
  audiences: ["sts.amazonaws.com"],
  roles: new Set(),
  policies: new Set(),
  zones: new Set(),
  certificates: new Map(),
  objects: new Map(),
  buckets: new Set(),
  regions: new Map(),
});

export function regionIn(account: FakeAccount, name: string): FakeRegion {
  const found = account.regions.get(name);
  if (found !== undefined) return found;
  const made = {
    parameters: new Map(),
    stacks: new Map(),
    changeSets: new Map(),
    concurrency: 10,
  } satisfies FakeRegion;
  account.regions.set(name, made);
  return made;
}
