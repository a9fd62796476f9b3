// What SST keeps in the account, and which secrets are set in it. No value is ever shown.
import { appName } from "../../bootstrap/deployer.ts";
import type { Account } from "../account.ts";
import type { Check, Patient } from "../check.ts";
import { fine, missing, type Finding } from "../finding.ts";
import { fallback, SealedError, secretsOf, type Secret } from "../secrets.ts";

interface Needed {
  readonly name: string;
  /** Shorter ones are refused by the functions. */
  readonly minLength: number;
}

const model: Needed = { name: "OpenAiKey", minLength: 1 };
const own: readonly Needed[] = [
  { name: "SecretKey", minLength: 32 },
  { name: "SealingKey", minLength: 32 },
  model,
];

const databaseUrl: Needed = { name: "DatabaseUrl", minLength: 1 };

/** What infra/secrets.ts does not make by itself, and cannot do without. */
export function neededBy({
  environment,
  isExternal,
}: Pick<Patient, "environment" | "isExternal">): readonly Needed[] {
  if (environment === "preview") return [model];
  return isExternal ? [...own, databaseUrl] : own;
}

/** `undefined` when SST has never been in this account and region. */
async function stateBucket(account: Account): Promise<string | undefined> {
  const value = await account.parameter("/sst/bootstrap");
  return value === undefined ? undefined : (JSON.parse(value) as { state: string }).state;
}

const buckets: Check = {
  subject: "SST's buckets",
  look: async ({ account, region }) =>
    (await stateBucket(account)) === undefined
      ? missing(
          `SST has made no buckets in ${region} yet.`,
          "The first `npx sst secret set` makes them; see step 2 of docs/deploy.md.",
        )
      : fine(`SST's buckets are in ${region}.`),
};

const optionOf = (stage: string): string =>
  stage === "preview" ? "--fallback --stage dev" : `--stage ${stage}`;

function conditionOf({ name, minLength }: Needed, set: readonly Secret[], stage: string): Finding {
  const secret = set.find((one) => one.name === name);
  const advice = `npx sst secret set ${name} … ${optionOf(stage)}; see step 2 of docs/deploy.md.`;
  if (secret === undefined) return missing(`The secret ${name} is not set for ${stage}.`, advice);
  return secret.length < minLength
    ? missing(
        `The secret ${name} of ${stage} has fewer than ${String(minLength)} characters.`,
        advice,
      )
    : fine(`The secret ${name} is set for ${stage}.`);
}

const sealed = (stage: string): Finding => ({
  state: "unseen",
  what: `The secrets of ${stage} cannot be opened with the passphrase that SST keeps for them.`,
  advice: `Compare the parameter /sst/passphrase/${appName}/${stage} with its history, or set all secrets of ${stage} anew.`,
});

const secrets: Check = {
  subject: "the secrets",
  async look({ account, stage, environment, isExternal }) {
    const bucket = await stateBucket(account);
    // A stage's own come first; those for all are what it is left with otherwise.
    const stages = bucket === undefined ? [] : [...(stage === "preview" ? [] : [stage]), fallback];
    try {
      const set = await Promise.all(stages.map((one) => secretsOf(account, bucket ?? "", one)));
      return neededBy({ environment, isExternal }).map((one) =>
        conditionOf(one, set.flat(), stage),
      );
    } catch (error) {
      if (error instanceof SealedError) return sealed(error.message);
      throw error;
    }
  },
};

export const ofSst: readonly Check[] = [buckets, secrets];
