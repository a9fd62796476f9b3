// Keys, by the names under which `packages/core/src/config.ts` reads them.
import { isExternal, isLasting } from "./stage.ts";

function made(name: string): $util.Output<string> {
  return new random.RandomPassword(`${name}Value`, { length: 48, special: false }).result;
}

/** A stage that comes and goes makes its own; one that lasts has it set, so that it can be changed. */
const keyOfStage = (name: string) =>
  isLasting ? new sst.Secret(name) : new sst.Linkable(name, { properties: { value: made(name) } });

/** Signs sign-ins. */
export const secretKey = keyOfStage("SecretKey");

/** Seals the model keys that users save. */
export const sealingKey = keyOfStage("SealingKey");

const edgeSecretValue = made("EdgeSecret");

/** What the edge adds to each request it forwards. */
export const edgeSecret = {
  value: edgeSecretValue,
  link: new sst.Linkable("EdgeSecret", { properties: { value: edgeSecretValue } }),
};

/** Key of the model server. */
export const modelKey = new sst.Secret("OpenAiKey");

/**
 * Where a database server is that is somebody else's. A secret, and not a setting: it holds a password. Its name is
 * DATABASE_URL as secrets are written; that variable itself is the laptop's, and must not move a production.
 */
export const databaseUrl = isExternal ? new sst.Secret("DatabaseUrl") : undefined;

/** Who signed that server's certificate, in PEM, when it is none of the authorities that Node trusts. */
export const databaseAuthority = isExternal ? new sst.Secret("DatabaseAuthority", "") : undefined;
