// What `npm run bootstrap:deploy -- -c account=…` makes: the trust in GitHub, and the stacks of the account and of the environment.
import { isDeepStrictEqual } from "node:util";
import { appName, boundaryName, roleName } from "../../bootstrap/deployer.ts";
import type { Stack } from "../account.ts";
import type { Check, Patient } from "../check.ts";
import { fine, missing, type Finding } from "../finding.ts";

export const accountStack = `bootstrap-${appName}-account`;
const guide = "see step 1 of docs/deploy.md";

/** Whom the workflows ask GitHub for tokens for, and whom the roles' trust names. */
const audience = "sts.amazonaws.com";

const provider: Check = {
  subject: "the trust in GitHub",
  async look({ account }) {
    const arn = (await account.providers()).find((one) =>
      one.endsWith("/token.actions.githubusercontent.com"),
    );
    if (arn === undefined) {
      return missing(
        "The account does not trust GitHub as an identity provider.",
        `npm run bootstrap:deploy -- -c account=… makes it; ${guide}.`,
      );
    }
    return (await account.audiences(arn)).includes(audience)
      ? fine("The account trusts GitHub as an identity provider.")
      : missing(
          `The account trusts GitHub as an identity provider, but not with tokens for ${audience}.`,
          `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${audience}`,
        );
  },
};

/** How a stack that is there differs from this checkout's. */
function conditionOf(name: string, stack: Stack, templates: Patient["templates"]): Finding {
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(stack.status)) {
    return missing(
      `The stack ${name} is in the state ${stack.status}.`,
      stack.status.endsWith("IN_PROGRESS")
        ? "Wait until it is done, and run the doctor again."
        : `Look at its events in the console of CloudFormation, then run npm run bootstrap:deploy -- -c account=… again; ${guide}.`,
    );
  }
  return isDeepStrictEqual(stack.template, templates[name])
    ? fine(`The stack ${name} is there, as this checkout has it.`)
    : missing(
        `The stack ${name} is of another version than this checkout.`,
        "npm run bootstrap:deploy -- -c account=… brings it up to date; parameters keep their values.",
      );
}

const stackCheck = (nameOf: (patient: Patient) => string): Check => ({
  subject: "the stacks of the bootstrap",
  async look(patient) {
    const { account, region, templates } = patient;
    const name = nameOf(patient);
    const stack = await account.stack(name);
    if (stack !== undefined) return conditionOf(name, stack, templates);
    // Roles have no region, stacks do.
    const isElsewhere = await account.hasRole(roleName(patient));
    return isElsewhere
      ? missing(
          `The stack ${name} is not in ${region}, though the account's roles are: the bootstrap was deployed to another region, or only in part.`,
          `Compare AWS_REGION with the region that was chosen; if it is right, ${guide}.`,
        )
      : missing(
          `The stack ${name} is not in ${region}.`,
          `npm run bootstrap:deploy -- -c account=…, with HasProvider=yes where the account trusts GitHub already; ${guide}.`,
        );
  },
});

const role: Check = {
  subject: "the role that deploys",
  async look({ account, id, ...patient }) {
    const name = roleName(patient);
    const boundary = boundaryName(patient);
    const [hasRole, hasBoundary] = await Promise.all([
      account.hasRole(name),
      account.hasPolicy(`arn:aws:iam::${id}:policy/${boundary}`),
    ]);
    const absent = [
      ...(hasRole ? [] : [`role ${name}`]),
      ...(hasBoundary ? [] : [`boundary ${boundary}`]),
    ];
    return absent.length === 0
      ? fine(`The role ${name} and its boundary are there.`)
      : missing(
          `The ${absent.join(" and the ")} is not there.`,
          `npm run bootstrap:deploy -- -c account=…; ${guide}.`,
        );
  },
};

export const bootstrap: readonly Check[] = [
  provider,
  stackCheck(() => accountStack),
  stackCheck(roleName),
  role,
];
