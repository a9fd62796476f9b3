// What a new account may not do until AWS is asked.
import type { Check } from "../check.ts";
import { fine, missing, open } from "../finding.ts";

/** Functions at a time that a stage cannot do with less of; what to ask for is the same for all. */
const least = { production: 300, dev: 100, preview: 100 } as const;
const wanted = 1_000;

const concurrency: Check = {
  subject: "the limit of concurrent functions",
  async look({ account, environment, region }) {
    const limit = await account.concurrency();
    const what = `${String(limit)} functions may run at a time in ${region}`;
    return limit >= least[environment]
      ? fine(`${what}.`)
      : missing(
          `${what}; ${environment} needs at least ${String(least[environment])}.`,
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
