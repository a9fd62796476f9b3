// All stacks of the bootstrap, checked by cdk-nag whenever they are made.
import { Validations, type App } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { AccountStack } from "./account-stack.ts";
import { DeployerStack } from "./deployer-stack.ts";
import { deployers } from "./deployer.ts";

/** Synthesising the app afterwards fails on any finding that nobody gave a reason for. */
export function makeStacks(app: App): App {
  const account = new AccountStack(app);
  for (const deployer of deployers) new DeployerStack(app, deployer).addStackDependency(account);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
