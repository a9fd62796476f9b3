// Costs of the account, watched: a mail at half, at the limit, and as soon as a month is headed beyond it.
import { CfnParameter } from "aws-cdk-lib";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { Construct } from "constructs";

const warnings = [
  { notificationType: "ACTUAL", threshold: 50 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
];

export function makeBudget(scope: Construct): void {
  const address = new CfnParameter(scope, "AlarmAddress", {
    description: "E-mail address that hears of costs",
    allowedPattern: "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$",
  });
  const monthly = new CfnParameter(scope, "MonthlyDollars", {
    description: "Costs of a month, in US dollars, of which to be told",
    type: "Number",
    minValue: 1,
    default: 300,
  });
  new CfnBudget(scope, "Budget", {
    budget: {
      budgetName: "ai-learning",
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: monthly.valueAsNumber, unit: "USD" },
    },
    notificationsWithSubscribers: warnings.map((warning) => ({
      notification: { ...warning, comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE" },
      subscribers: [{ subscriptionType: "EMAIL", address: address.valueAsString }],
    })),
  });
}
