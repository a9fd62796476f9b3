// The stacks of an account, checked by cdk-nag whenever they are made.
import { Validations, type App } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { AccountStack } from "./account-stack.ts";
import { DeployerStack } from "./deployer-stack.ts";
import { deployersIn } from "./deployer.ts";

/**
 * Makes the stacks of what the app's context says the account is for. Synthesising the app afterwards fails on any finding
 * that nobody gave a reason for.
 */
export function makeStacks(app: App): App {
  const deployers = deployersIn(app.node.tryGetContext("account"));
  const account = new AccountStack(app);
  for (const deployer of deployers) new DeployerStack(app, deployer).addStackDependency(account);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
