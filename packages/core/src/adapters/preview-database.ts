// A preview asks dev for its database: its own deployment knows neither the server's user nor a way to it.
import { delayOf, type Backoff } from "@ai-learning/protocol/backoff";
import { InvokeCommand, LambdaClient, ResourceNotFoundException } from "@aws-sdk/client-lambda";
import * as z from "zod";
import { pause } from "../clock.ts";
import * as config from "../config.ts";
import * as log from "../log.ts";
import type { DatabaseRequest } from "./database-maker.ts";

/** What the provider adds to the input of a call that follows a resource's life. */
export const lifeCycle = z.object({
  tf: z.object({ action: z.enum(["create", "update", "delete"]) }),
});

const failure = z.object({ errorMessage: z.string() });

/** Making a database takes seconds on a small server, and dropping one ends its connections first. */
const requestTimeouts = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 55_000, throwOnRequestTimeout: true },
};

/** Our role is seconds old at a first deployment, and IAM says no until everybody knows of its rights: 1 + 2 + 4 + 8 + 10 s. */
const untilKnown: Backoff = { firstMs: 1_000, maxMs: 10_000 };
const maxRetries = 5;

/** Asks again while Lambda does not know our rights yet. */
async function askWhenAllowed(request: DatabaseRequest, retry = 0): Promise<void> {
  try {
    await ask(request);
  } catch (error) {
    const isRefused = error instanceof Error && error.name === "AccessDeniedException";
    if (!isRefused || retry === maxRetries) throw error;
    await pause(delayOf(untilKnown, retry));
    await askWhenAllowed(request, retry + 1);
  }
}

/** @throws Error with what dev's function says, when it refuses or fails */
async function ask(request: DatabaseRequest): Promise<void> {
  const { FunctionError, Payload } = await new LambdaClient(requestTimeouts).send(
    new InvokeCommand({
      FunctionName: config.databaseMaker().name,
      Payload: JSON.stringify(request),
    }),
  );
  if (FunctionError === undefined) return;
  const said = failure.safeParse(JSON.parse(Payload?.transformToString() ?? "{}"));
  throw new Error(said.data?.errorMessage ?? `dev's function failed: ${FunctionError}`);
}

/** Has the database and its role made, or its password set anew. */
export async function make(): Promise<void> {
  const { database, password } = config.database();
  try {
    await askWhenAllowed({
      action: "make",
      database,
      password,
      proof: config.databaseMaker().proof,
    });
  } catch (cause) {
    if (!(cause instanceof ResourceNotFoundException)) throw cause;
    throw new Error("dev does not make databases for previews: deploy main to dev first.", {
      cause,
    });
  }
}

/** Has both dropped. Returns false when dev is gone, or makes none any more: a stage can be removed all the same. */
export async function drop(): Promise<boolean> {
  const { database } = config.database();
  try {
    await askWhenAllowed({ action: "drop", database, proof: config.databaseMaker().proof });
    return true;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    log.warn("preview_database_left", { database }, error);
    return false;
  }
}
