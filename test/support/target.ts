// Where the system under test is: the shared stack of a run, or one a test started itself.
import type { Stack } from "@ai-learning/local/stack";
import { inject } from "vitest";

/** The addresses of a running stack, as plain data, so that they can cross into the test processes. */
export interface Target {
  readonly siteUrl: string;
  readonly apiUrl: string;
  readonly databaseUrl: string;
  readonly sqsEndpoint: string;
  readonly dynamoEndpoint: string;
  readonly managementEndpoint: string;
  /** What the functions were told. */
  readonly environment: Readonly<Record<string, string>>;
  /** The scripted model, without `/v1`. */
  readonly modelUrl: string;
}

declare module "vitest" {
  interface ProvidedContext {
    readonly system: Target;
  }
}

/** A stack of a test's own as a target for clients. */
export const targetOf = (stack: Stack, modelUrl: string): Target => ({
  siteUrl: stack.siteUrl,
  apiUrl: stack.apiUrl,
  databaseUrl: stack.databaseUrl,
  sqsEndpoint: stack.sqsEndpoint,
  dynamoEndpoint: stack.dynamoEndpoint,
  managementEndpoint: stack.managementEndpoint,
  environment: stack.environment,
  modelUrl,
});

/** The stack that all files of a run share. */
export const shared = (): Target => inject("system");
