// Who deploys what: one role for each environment of the repository, bounded by the names of its stages.

/** The app's name in sst.config.ts: SST begins every name with it, followed by the stage. */
export const appName = "ai-learning";

/** Begins the names of what is made here. Not the app's own: no deploy role may change what bounds it. */
const bootstrapName = `bootstrap-${appName}`;

/** A role for a workflow's jobs. */
export interface Deployer {
  /** Environment a job has to name to get the role. */
  readonly environment: "production" | "dev" | "preview";
  /** Stages it deploys, as a pattern. Those of branches begin with `b-`: infra/bootstrap/preview-stage.ts. */
  readonly stages: string;
  /** Where its jobs run, as a pattern of refs; pull requests have refs of their own. */
  readonly ref: string;
  /** Whether its stages have a network and a database server of their own. */
  readonly isLasting: boolean;
  /** Stages whose resources it must not change, whatever else it may. */
  readonly others: readonly string[];
}

const main = "refs/heads/main";

export const deployers: readonly Deployer[] = [
  { environment: "production", stages: "production", ref: main, isLasting: true, others: ["dev"] },
  { environment: "dev", stages: "dev", ref: main, isLasting: true, others: ["production"] },
  {
    environment: "preview",
    stages: "b-*",
    ref: "refs/heads/*",
    isLasting: false,
    others: ["production", "dev"],
  },
];

/** Dev's function that makes databases for previews: infra/rights.ts gives it this name. */
export const databaseMakerName = `${appName}-dev-database-maker`;

/**
 * What an account may be for: the environments whose roles are in it. Production in an account of its own is out of reach
 * of everything else; previews have to be where dev is.
 */
const accounts: Readonly<Record<string, readonly Deployer["environment"][]>> = {
  production: ["production"],
  other: ["dev", "preview"],
  all: ["production", "dev", "preview"],
};

/**
 * Who deploys to an account that is for this.
 * @throws Error in one sentence when it is for nothing known: no role gets into an account by default
 */
export function deployersIn(account: unknown): readonly Deployer[] {
  const environments = Object.entries(accounts).find(([name]) => name === account)?.[1];
  if (environments === undefined) {
    throw new Error(
      "Say what the account is for: -c account=production, -c account=other (dev and previews), or -c account=all.",
    );
  }
  return deployers.filter(({ environment }) => environments.includes(environment));
}

export const roleName = ({ environment }: Pick<Deployer, "environment">): string =>
  `${bootstrapName}-${environment}`;

export const boundaryName = (deployer: Pick<Deployer, "environment">): string =>
  `${roleName(deployer)}-boundary`;

/** Pattern of the names of everything in its stages. */
export const namesOf = ({ stages, isLasting }: Deployer): string =>
  `${appName}-${stages}${isLasting ? "-*" : ""}`;
