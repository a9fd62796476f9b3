// What a preview finds in dev, and what keeps it from dev and production.
import { appName, roleName } from "../../bootstrap/deployer.ts";
import type { Check, Patient } from "../check.ts";
import { fine, missing } from "../finding.ts";

/** Where dev leaves what previews have to find: infra/network.ts. */
export const shared = [
  "vpc-id",
  "private-subnets",
  "security-groups",
  "database-host",
  "database-port",
  "database-maker",
] as const;

const of = (what: (typeof shared)[number]): string => `/${appName}/dev/${what}`;

const dev: Check = {
  subject: "what dev leaves for previews",
  async look({ account }) {
    const values = await Promise.all(shared.map((one) => account.parameter(of(one))));
    const absent = shared.filter((_, index) => values[index] === undefined).map(of);
    return absent.length === 0
      ? fine("dev is there, with what previews need of it.")
      : missing(
          `Of dev, ${absent.join(", ")} is not there.`,
          "Deploy dev first: previews live in its network.",
        );
  },
};

const guard: Check = {
  subject: "what keeps previews apart",
  async look({ account, ...patient }) {
    const parameters = (await account.stack(roleName(patient)))?.parameters ?? {};
    const network = await account.parameter(of("vpc-id"));
    const { DevNetwork, KeptStores = "*", KeptApis = "*" } = parameters;
    const isApart = DevNetwork === network && ![KeptStores, KeptApis].includes("*");
    return isApart
      ? fine("The preview role is kept from the networks, stores and APIs of dev and production.")
      : missing(
          "The preview role does not know yet what to keep from, and can deploy nothing until it does.",
          "See step 5 of docs/deploy.md.",
        );
  },
};

const isPreview = ({ environment }: Patient): boolean => environment === "preview";

export const ofPreview: readonly Check[] = [dev, guard].map(({ subject, look }) => ({
  subject,
  look: async (patient) => (isPreview(patient) ? look(patient) : []),
}));
