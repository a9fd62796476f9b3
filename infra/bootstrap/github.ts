// GitHub as an identity provider, and which of its jobs are trusted with which role.
import type { CfnCondition } from "aws-cdk-lib";
import { CfnOIDCProvider, WebIdentityPrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { Deployer } from "./deployer.ts";
import { local } from "./policy.ts";

const host = "token.actions.githubusercontent.com";
const audience = "sts.amazonaws.com";

export function makeProvider(scope: Construct, isMissing: CfnCondition): void {
  const provider = new CfnOIDCProvider(scope, "GitHub", {
    url: `https://${host}`,
    clientIdList: [audience],
  });
  provider.cfnOptions.condition = isMissing;
}

/**
 * Jobs that name the deployer's environment, on its refs, and no others: whole subjects, compared as they are. The ref
 * holds whatever the rules of the environment on GitHub are.
 */
export const trustOf = (
  subjectPrefix: string,
  { environment, ref }: Deployer,
): WebIdentityPrincipal =>
  new WebIdentityPrincipal(local(`arn:aws:iam::ACCOUNT:oidc-provider/${host}`), {
    StringEquals: {
      [`${host}:aud`]: audience,
      [`${host}:sub`]: `${subjectPrefix}:environment:${environment}`,
    },
    StringLike: { [`${host}:ref`]: ref },
  });
