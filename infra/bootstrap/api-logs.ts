// API Gateway writes access logs by a role that an account has once in a region. Made here, so that no deploy role has
// to: SST would make it otherwise, under a name nothing bounds.
import { CfnAccount } from "aws-cdk-lib/aws-apigateway";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { acknowledge } from "./policy.ts";

export function makeApiLogRole(scope: Construct): void {
  const role = new Role(scope, "ApiLogs", {
    roleName: "bootstrap-ai-learning-api-logs",
    assumedBy: new ServicePrincipal("apigateway.amazonaws.com"),
    managedPolicies: [
      ManagedPolicy.fromAwsManagedPolicyName("service-role/AmazonAPIGatewayPushToCloudWatchLogs"),
    ],
  });
  acknowledge(
    role,
    "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
    "The policy that API Gateway's documentation asks for, which AWS keeps in step with the service.",
  );
  new CfnAccount(scope, "ApiAccount", { cloudWatchRoleArn: role.roleArn });
}
