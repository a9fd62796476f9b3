// The domain of SITE_DOMAIN: a zone to write records into, or a certificate made by hand, and the role's right to it.
import { roleName } from "../../bootstrap/deployer.ts";
import type { Check } from "../check.ts";
import { fine, missing } from "../finding.ts";

const holds = (zone: string, domain: string): boolean =>
  domain === zone || domain.endsWith(`.${zone}`);

const covers = (name: string, domain: string): boolean =>
  name === domain ||
  (name.startsWith("*.") && domain.split(".").slice(1).join(".") === name.slice(2));

const zone: Check = {
  subject: "the domain's zone",
  async look({ account, domain, certificate }) {
    if (domain === undefined || certificate !== undefined) return [];
    const zones = await account.zones();
    const held = zones.find((one) => holds(one, domain));
    return held === undefined
      ? missing(
          `No public zone of Route 53 in this account holds ${domain}.`,
          "Make one and have its name servers entered where the domain is registered, or bring a certificate; see Domain in docs/deploy.md.",
        )
      : fine(`The zone ${held} of Route 53 holds ${domain}.`);
  },
};

const certificate: Check = {
  subject: "the certificate",
  async look({ account, domain, certificate: arn }) {
    if (domain === undefined || arn === undefined) return [];
    const advice = "See Domain in docs/deploy.md.";
    if (arn.split(":")[3] !== "us-east-1") {
      return missing(
        "The certificate is not in us-east-1, the only region CloudFront takes them from.",
        advice,
      );
    }
    const found = await account.certificate(arn);
    if (found === undefined) return missing("There is no certificate of that ARN.", advice);
    if (found.status !== "ISSUED") {
      return missing(`The certificate is in the state ${found.status}, not issued.`, advice);
    }
    return found.names.some((one) => covers(one, domain))
      ? fine(`The certificate for ${domain} is issued.`)
      : missing(`The certificate is not for ${domain} but for ${found.names.join(", ")}.`, advice);
  },
};

const right: Check = {
  subject: "the role's right to the domain",
  async look({ account, domain, certificate: arn, ...patient }) {
    if (domain === undefined || arn !== undefined) return [];
    const name = roleName(patient);
    const allowed = (await account.stack(name))?.parameters["SiteDomain"];
    return allowed === domain
      ? fine(`The role may ask for a certificate for ${domain}.`)
      : missing(
          `The role may not ask for a certificate for ${domain}.`,
          `npm run bootstrap:deploy -- -c account=… --parameters ${name}:SiteDomain=${domain}`,
        );
  },
};

export const ofDomain: readonly Check[] = [zone, certificate, right];
