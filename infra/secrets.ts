// Keys, by the names under which `packages/core/src/config.ts` reads them.
import { isLasting } from "./stage.ts";

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
