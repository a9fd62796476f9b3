// All checks of a stage. Credentials come first: without them nothing else can be asked.
import { roleName, type Deployer } from "../bootstrap/deployer.ts";
import { sizeNamed } from "../sizes.ts";
import { accountOf, type Account } from "./account.ts";
import { AwsError, sender } from "./aws.ts";
import { found, type Check, type Patient } from "./check.ts";
import { accountStack, bootstrap } from "./checks/bootstrap.ts";
import { ofDomain } from "./checks/domain.ts";
import { limits } from "./checks/limits.ts";
import { ofPreview } from "./checks/preview.ts";
import { ofSst } from "./checks/secrets.ts";
import { fine, missing, open, type Finding } from "./finding.ts";
import { templatesOf, type Templates } from "./templates.ts";

const checks: readonly Check[] = [...limits, ...bootstrap, ...ofSst, ...ofDomain, ...ofPreview];

/** `preview` stands for any branch. @throws Error in one sentence, for a stage that no workflow deploys */
export function environmentOf(stage: string): Deployer["environment"] {
  if (stage === "production" || stage === "dev" || stage === "preview") return stage;
  if (/^b-[a-z0-9-]{1,18}$/.test(stage)) return "preview";
  throw new Error(`The stage ${stage} is none of production, dev, preview and b-….`);
}

const setting = (env: NodeJS.ProcessEnv, name: string): string | undefined => {
  const value = env[name]?.trim();
  return value === "" ? undefined : value;
};

/** Why nothing else was looked at. */
function stopped(error: unknown, region: string): Finding {
  if (!(error instanceof AwsError)) throw error;
  const rest = "Nothing else was looked at.";
  if (error.reason === "network") {
    return {
      state: "unseen",
      what: `AWS does not answer in ${region}. ${rest}`,
      advice: "Look at the network, and whether AWS_REGION is the name of a region.",
    };
  }
  if (error.reason !== "credentials") {
    return { state: "unseen", what: `AWS refused to say who is asking (${error.code}). ${rest}` };
  }
  if (error.code.startsWith("Expired")) {
    return missing(
      `The credentials have expired. ${rest}`,
      "Sign in again, for example with aws sso login.",
    );
  }
  return missing(
    `There are no credentials that AWS accepts (${error.code}). ${rest}`,
    adviceFor(error.code),
  );
}

/** What to look at first, by how credentials were refused. */
function adviceFor(code: string): string {
  if (code.endsWith("ProviderError")) {
    return "None were found: export AWS_PROFILE=…, or sign in, for example with aws sso login.";
  }
  if (/Signature/.test(code)) {
    return "The secret key does not belong to the access key, or this computer's clock is wrong: compare it with the time, then export both keys anew.";
  }
  return "AWS does not know the access key, or a session token does not belong to it: one of them may have been deleted or replaced. Sign in anew, or export all of them together.";
}

function regionOf(env: NodeJS.ProcessEnv): string | Finding {
  const region = setting(env, "AWS_REGION");
  const other = setting(env, "AWS_DEFAULT_REGION");
  if (region === undefined) {
    return missing(
      "AWS_REGION is not set. Nothing was looked at.",
      "export AWS_REGION=…, the region you chose: every command of docs/deploy.md reads it.",
    );
  }
  return other === undefined || other === region
    ? region
    : missing(
        `AWS_REGION is ${region}, but AWS_DEFAULT_REGION is ${other}: some tools read one, some the other.`,
        "unset AWS_DEFAULT_REGION",
      );
}

const whose = (id: string, arn: string, env: NodeJS.ProcessEnv): Finding => {
  const expected = setting(env, "AWS_ACCOUNT_ID");
  return expected === undefined || expected === id
    ? fine(`Signed in to the account ${id} as ${arn}.`)
    : missing(
        `Signed in to the account ${id}, but AWS_ACCOUNT_ID is ${expected}.`,
        "Sign in to the other account, or set AWS_ACCOUNT_ID anew.",
      );
};

const github = open(
  "GitHub's environments, rules and variables cannot be seen from AWS.",
  "Compare them with step 3 of docs/deploy.md.",
);

/**
 * Looks at the account as `env` has it signed in and says how it is.
 *
 * @param env the shell's variables: region, account, domain, endpoints
 * @param templates how the bootstrap's stacks should be; made from this checkout unless given
 */
export async function examine(
  stage: string,
  env: NodeJS.ProcessEnv,
  templates?: Templates,
): Promise<readonly Finding[]> {
  const environment = environmentOf(stage);
  const size = sizeNamed(setting(env, "SIZE"));
  const region = regionOf(env);
  if (typeof region !== "string") return [region];
  const account = accountOf(sender(env), region);
  let identity: Awaited<ReturnType<Account["identity"]>>;
  try {
    identity = await account.identity();
  } catch (error) {
    return [stopped(error, region)];
  }
  const patient: Patient = {
    account,
    id: identity.account,
    region,
    stage,
    environment,
    templates: templates ?? (await templatesOf([accountStack, roleName({ environment })])),
    domain: environment === "preview" ? undefined : setting(env, "SITE_DOMAIN"),
    certificate: setting(env, "SITE_CERTIFICATE"),
    size,
    isExternal: environment !== "preview" && size === "external",
  };
  const findings = await Promise.all(checks.map((check) => found(check, patient)));
  return [whose(identity.account, identity.arn, env), ...findings.flat(), github];
}
