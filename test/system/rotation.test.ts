// A stage's keys are changed in three deployments: the new one is accepted, then it makes what is new, then the old one goes.
// Nobody is signed out, and the model keys that users saved stay readable.
import { rm } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { browser, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { planned, say } from "../support/learning.ts";
import { bringModel } from "../support/own-model.ts";
import { makeDataDir, startTestStack } from "../support/stack.ts";
import { shared, targetOf, type Target } from "../support/target.ts";

const signing = {
  old: "signs-since-a-year-0123456789-abcdef",
  new: "signs-from-now-on-9876543210-fedcba",
};
const sealing = {
  old: "seals-since-a-year-0123456789-abcdef",
  new: "seals-from-now-on-9876543210-fedcba",
};

test(
  "changing the keys of a stage signs nobody out and loses no saved model key",
  { timeout: 180_000 },
  async () => {
    const { modelUrl } = shared();
    const dataDir = await makeDataDir();
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const deployed = async (
      secretKey: string,
      sealingKey: string,
      then: (target: Target) => Promise<void>,
    ): Promise<void> => {
      const env = {
        ALLOW_PRIVATE_MODEL_HOSTS: "1",
        SECRET_KEY: secretKey,
        SEALING_KEY: sealingKey,
      };
      const stack = await startTestStack(modelUrl, { dataDir, env });
      try {
        await then(targetOf(stack, modelUrl));
      } finally {
        await stack.stop();
      }
    };
    const own = await bringModel();
    let client: Client | undefined;
    let made: Awaited<ReturnType<typeof planned>> | undefined;
    const sealedUnder = async (target: Target): Promise<string> => {
      const [row] = await database(target)<{ sealed: string }[]>`
      select api_key_encrypted as sealed from ai_configurations where user_id = ${client?.user.id ?? ""}`;
      return row?.sealed.split(".")[1] ?? "";
    };
    /** The access token from before is good, and the saved key opens the user's own model. */
    const works = async (target: Target): Promise<void> => {
      if (client === undefined || made === undefined) throw new Error("nobody is signed in");
      const asked = own.requests.length;
      expect((await say(client.with({ target }), made, "Are you there?")).status).toBe("complete");
      expect(own.requests.length).toBe(asked + 1);
    };
    let oldId = "";
    await deployed(signing.old, sealing.old, async (target) => {
      client = await browser({ target });
      await client.ok("setUserConfig", {
        body: { model_name: "own-model", base_url: own.url, api_key: own.key },
      });
      made = await planned(client);
      oldId = await sealedUnder(target);
    });

    await deployed(
      `${signing.old},${signing.new}`,
      `${sealing.old},${sealing.new}`,
      async (target) => {
        await works(target);
        expect(await sealedUnder(target)).toBe(oldId);
      },
    );
    await deployed(
      `${signing.new},${signing.old}`,
      `${sealing.new},${sealing.old}`,
      async (target) => {
        await works(target);
        expect(await sealedUnder(target)).not.toBe(oldId);
        await client?.with({ target }).ok("refresh");
      },
    );
    await deployed(signing.new, sealing.new, works);
  },
);
