// What an account has once, whoever deploys to it.
import { CfnCondition, CfnParameter, Fn, Stack, type App } from "aws-cdk-lib";
import { makeApiLogRole } from "./api-logs.ts";
import { makeBudget } from "./budget.ts";
import { makeProvider } from "./github.ts";
import { common } from "./stack.ts";

export class AccountStack extends Stack {
  constructor(app: App) {
    super(app, "bootstrap-ai-learning-account", {
      ...common(),
      description: "AI Learning Platform: GitHub as identity provider, logs of APIs, the budget",
    });
    const hasProvider = new CfnParameter(this, "HasProvider", {
      description: "Whether the account trusts GitHub already: it can have this provider only once",
      allowedValues: ["yes", "no"],
      default: "no",
    });
    makeProvider(
      this,
      new CfnCondition(this, "ProviderIsMissing", {
        expression: Fn.conditionEquals(hasProvider.valueAsString, "no"),
      }),
    );
    makeApiLogRole(this);
    makeBudget(this);
  }
}
