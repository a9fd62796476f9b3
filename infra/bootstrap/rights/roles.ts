// Roles of functions: made only with the boundary, so that nothing deployed can have more rights than the boundary allows.
import { boundaryName, namesOf } from "../deployer.ts";
import { byName, policyArn, roleArn, verbs, type Grant, type Rights } from "../grant.ts";

/** Services that act in our name; an account has each of these roles once. */
const ownRoles = ["rds.amazonaws.com", "ops.apigateway.amazonaws.com"];

const natInstances: readonly Grant[] = [
  {
    sid: "NatProfiles",
    actions: verbs(
      "iam",
      "AddRoleToInstanceProfile",
      "CreateInstanceProfile",
      "DeleteInstanceProfile",
      "GetInstanceProfile",
      "RemoveRoleFromInstanceProfile",
      "TagInstanceProfile",
      "UntagInstanceProfile",
    ),
    // SST leaves out the app's name here. A profile has no rights but those of its role, which is bounded.
    resources: ["arn:aws:iam::ACCOUNT:instance-profile/Network*"],
    why: "SST names the profile by its network and random letters.",
  },
  {
    sid: "DatabaseServiceRole",
    // SST looks whether it is there before it makes a proxy.
    actions: ["iam:GetRole"],
    resources: [roleArn("aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS")],
  },
  {
    sid: "ServiceRoles",
    actions: ["iam:CreateServiceLinkedRole"],
    resources: ["arn:aws:iam::ACCOUNT:role/aws-service-role/*"],
    conditions: { StringEquals: { "iam:AWSServiceName": ownRoles } },
    why: "AWS chooses the names; the condition says for which services.",
  },
];

export const roleRights: Rights = (deployer) => {
  const roles = roleArn(namesOf(deployer));
  const boundary = policyArn(boundaryName(deployer));
  return [
    {
      sid: "BoundedRoles",
      actions: verbs(
        "iam",
        "AttachRolePolicy",
        "CreateRole",
        "DeleteRolePolicy",
        "DetachRolePolicy",
        "PutRolePermissionsBoundary",
        "PutRolePolicy",
      ),
      resources: [roles],
      conditions: { ArnEquals: { "iam:PermissionsBoundary": boundary } },
      why: byName,
    },
    {
      sid: "Roles",
      actions: verbs(
        "iam",
        "DeleteRole",
        "GetRole",
        "GetRolePolicy",
        "ListAttachedRolePolicies",
        "ListInstanceProfilesForRole",
        "ListRolePolicies",
        "ListRoleTags",
        "TagRole",
        "UntagRole",
        "UpdateAssumeRolePolicy",
        "UpdateRole",
      ),
      resources: [roles],
      why: byName,
    },
    {
      sid: "PassRoles",
      actions: ["iam:PassRole"],
      resources: [roles],
      conditions: {
        StringEquals: {
          "iam:PassedToService": [
            "lambda.amazonaws.com",
            "scheduler.amazonaws.com",
            ...(deployer.isLasting ? ["ec2.amazonaws.com", "rds.amazonaws.com"] : []),
          ],
        },
      },
      why: byName,
    },
    ...(deployer.isLasting ? natInstances : []),
  ];
};
