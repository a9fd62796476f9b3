// What keeps a pushed branch from what has neither a name nor a tag to bound it by: denials by id. Until the ids are
// given, everything of the kind is denied, so a preview cannot be deployed before it is kept apart.
import { CfnParameter, Fn } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { deny } from "./policy.ts";

/** `before` and `after` around each id of a list that is known only when the stack is deployed. */
const around = (before: string, ids: CfnParameter, after: string): string[] =>
  Fn.split(",", Fn.join("", [before, Fn.join(`${after},${before}`, ids.valueAsList), after]));

const idsOf = (scope: Construct, name: string, what: string): CfnParameter =>
  new CfnParameter(scope, name, {
    description: `Ids of the ${what} of production and dev, which no preview may change; * for all`,
    type: "CommaDelimitedList",
    default: "*",
  });

/** The denials of the preview role, with the parameters of its stack. */
export function guard(scope: Construct): PolicyStatement[] {
  const network = new CfnParameter(scope, "DevNetwork", {
    description: "The only network that functions of previews may run in: dev's",
    default: "none",
  });
  const stores = idsOf(scope, "KeptStores", "key-value stores");
  const apis = idsOf(scope, "KeptApis", "APIs");
  return [
    deny(
      "OtherNetworks",
      { actions: ["lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"] },
      ["*"],
      { "ForAnyValue:StringNotEquals": { "lambda:VpcIds": network.valueAsString } },
    ),
    // CloudFront's stores carry no tags.
    deny(
      "OtherStores",
      { actions: ["cloudfront:*", "cloudfront-keyvaluestore:*"] },
      around("arn:aws:cloudfront::*:key-value-store/", stores, ""),
    ),
    // Tags of an API are reached by a path of their own, which carries none; without them, the denial by tag is gone.
    deny(
      "OtherApis",
      {
        actions: ["DELETE", "PATCH", "POST", "PUT", "TagResource"].map(
          (method) => `apigateway:${method}`,
        ),
      },
      around("arn:aws:apigateway:*::/*", apis, "*"),
    ),
  ];
}
