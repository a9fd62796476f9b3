// The role of a deployer: its rights in four policies (IAM bounds the length of each), and what it is denied.
import { CfnOutput, Duration } from "aws-cdk-lib";
import { Role, type IPrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { boundaryRights } from "./boundary.ts";
import { boundaryName, roleName, type Deployer } from "./deployer.ts";
import { guard } from "./guard.ts";
import { policyArn, roleArn, type Rights } from "./grant.ts";
import { deny, policyOf } from "./policy.ts";
import { databaseRights } from "./rights/database.ts";
import { frontRights } from "./rights/front.ts";
import { functionRights } from "./rights/functions.ts";
import { networkRights } from "./rights/network.ts";
import { roleRights } from "./rights/roles.ts";
import { stateRights } from "./rights/state.ts";
import { storeRights } from "./rights/stores.ts";

const policies: Readonly<Record<string, readonly Rights[]>> = {
  functions: [functionRights, roleRights],
  stores: [storeRights, stateRights],
  front: [frontRights],
  network: [networkRights, databaseRights],
};

/** Looking at others is no harm, and previews have to: they live in dev's network. Secrets are not among it. */
const looking = [
  "apigateway:GET",
  "cloudfront:GetCachePolicy",
  "cloudfront:GetDistribution*",
  "cloudfront:ListTagsForResource",
  "ec2:Describe*",
  "rds:Describe*",
  "rds:ListTagsForResource",
  "ssm:GetParameter*",
];

const denials = ({ others }: Deployer) => [
  // Networks, distributions and APIs have no names to bound a right by; every resource has its stage as a tag.
  deny("OtherStages", { notActions: looking }, ["*"], {
    StringEquals: { "aws:ResourceTag/stage": [...others] },
  }),
  deny("TheBoundaryStays", { actions: ["iam:DeleteRolePermissionsBoundary"] }, ["*"]),
  deny("NothingOfTheBootstrap", { actions: ["iam:*"] }, [
    roleArn("bootstrap-*"),
    policyArn("bootstrap-*"),
  ]),
];

/** Makes the role of a deployer and the boundary of what it deploys. */
export function makeRole(scope: Construct, deployer: Deployer, assumedBy: IPrincipal): void {
  const name = roleName(deployer);
  policyOf(scope, "Boundary", boundaryName(deployer), boundaryRights(deployer));
  const denied = [...denials(deployer), ...(deployer.isLasting ? [] : guard(scope))];
  const managedPolicies = Object.entries(policies).map(([family, rights], index) =>
    policyOf(
      scope,
      `Rights-${family}`,
      `${name}-${family}`,
      rights.flatMap((one) => one(deployer)),
      index === 0 ? denied : [],
    ),
  );
  const role = new Role(scope, "Role", {
    roleName: name,
    description: `Deploys ${deployer.stages} from GitHub`,
    assumedBy,
    managedPolicies,
    maxSessionDuration: Duration.hours(2),
  });
  new CfnOutput(scope, "RoleArn", { value: role.roleArn });
}
