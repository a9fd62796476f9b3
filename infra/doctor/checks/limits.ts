// What a new account may not do until AWS is asked.
import { neededToReserve, sizes, type Size } from "../../sizes.ts";
import type { Check, Patient } from "../check.ts";
import { fine, missing, open } from "../finding.ts";

/** Functions at a time that production of the standard size, which reserves none, cannot do with less of. */
const leastStandard = 300;
/** The same for every other kind of stage. */
const leastOther = 100;
/** What to ask for. */
const wanted = 1_000;

function leastOf({ environment, size }: Patient): number {
  if (environment !== "production") return leastOther;
  const { reserved }: Size = sizes[size];
  return reserved === undefined ? leastStandard : neededToReserve(reserved);
}

const concurrency: Check = {
  subject: "the limit of concurrent functions",
  async look(patient) {
    const { account, environment, region } = patient;
    const least = leastOf(patient);
    const limit = await account.concurrency();
    const what = `${String(limit)} functions may run at a time in ${region}`;
    return limit >= least
      ? fine(`${what}.`)
      : missing(
          `${what}; ${environment} needs at least ${String(least)}.`,
          `Ask for ${wanted.toLocaleString("en")}, which can take two days: aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${String(wanted)}`,
        );
  },
};

const plan: Check = {
  subject: "the account's plan",
  async look({ account }) {
    const type = await account.plan();
    if (type === undefined) return fine("The account has no free plan that could limit it.");
    return type === "PAID"
      ? fine("The account is on the paid plan.")
      : missing(
          "The account is on the free plan, which refuses the database's backups and sizes.",
          'Billing -> "Upgrade plan": credits stay.',
        );
  },
};

const distributions: Check = {
  subject: "CloudFront",
  look: async ({ account }) =>
    (await account.hasDistributions())
      ? fine("CloudFront has made distributions for this account, so it is verified.")
      : open(
          "CloudFront answers, but whether it makes distributions for this account shows only when the first is made.",
          'A new account may have to be verified: if the deployment says "Your account must be verified", open a case with AWS Support ("Account and billing", "CloudFront").',
        ),
};

export const limits: readonly Check[] = [concurrency, plan, distributions];
