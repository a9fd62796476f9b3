// Functions with their code, roles, logs and callers.
import { account, arn, call, functionArn, passRole, text, type Made, type Table } from "./call.ts";

const mapping = [arn("lambda", "event-source-mapping:1")];
const fed = ({ inputs }: Made) => ({
  "lambda:FunctionArn": functionArn(inputs["functionName"]),
});

/** Condition keys of a function that is put into a network. */
function networkOf({ inputs, stage }: Made) {
  const network = inputs["vpcConfig"] as
    | { readonly subnetIds?: readonly string[]; readonly securityGroupIds?: readonly string[] }
    | undefined;
  if (network === undefined) return {};
  return {
    // A preview's is dev's.
    "lambda:VpcIds": [stage === "production" ? "vpc-production" : "vpc-dev"],
    "lambda:SubnetIds": network.subnetIds ?? [],
    "lambda:SecurityGroupIds": network.securityGroupIds ?? [],
  };
}

const roleArn = ({ inputs }: Made): string[] => [
  `arn:aws:iam::${account}:role/${text(inputs["name"])}`,
];
const profile = ({ name }: Made): string[] => [
  `arn:aws:iam::${account}:instance-profile/${name}-1a2b3c4`,
];
const bounded = ({ boundary }: Made) => ({ "iam:PermissionsBoundary": boundary });

const code = ({ inputs }: Made): string[] => [
  `arn:aws:s3:::sst-asset-abcdefghijkl/${text(inputs["key"])}`,
];

export const functions: Table = {
  "lambda/function:Function": (made) => {
    const own = [functionArn(made.inputs["name"])];
    const network =
      made.inputs["vpcConfig"] === undefined
        ? []
        : call("ec2", "DescribeSecurityGroups DescribeSubnets DescribeVpcs");
    return {
      create: [
        ...call("lambda", "CreateFunction", own, networkOf(made)),
        ...passRole(made.inputs["role"], "lambda"),
        ...call("s3", "GetObject", [
          "arn:aws:s3:::sst-asset-abcdefghijkl/" + text(made.inputs["s3Key"]),
        ]),
        ...network,
      ],
      read: call(
        "lambda",
        "GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration GetFunctionConcurrency ListTags ListVersionsByFunction",
        own,
      ),
      tag: call("lambda", "TagResource UntagResource", own),
      update: [
        ...call(
          "lambda",
          "UpdateFunctionCode DeleteFunctionConcurrency PutFunctionConcurrency",
          own,
        ),
        ...call("lambda", "UpdateFunctionConfiguration", own, networkOf(made)),
      ],
      remove: call("lambda", "DeleteFunction", own),
    };
  },
  "lambda/invocation:Invocation": ({ inputs }) => ({
    read: call("lambda", "InvokeFunction", [functionArn(inputs["functionName"])]),
  }),
  "lambda/permission:Permission": ({ inputs }) => {
    const own = [functionArn(inputs["function"])];
    return {
      create: call("lambda", "AddPermission", own),
      read: call("lambda", "GetPolicy", own),
      remove: call("lambda", "RemovePermission", own),
    };
  },
  "lambda/eventSourceMapping:EventSourceMapping": (made) => ({
    create: call("lambda", "CreateEventSourceMapping", [], fed(made)),
    read: [
      ...call("lambda", "GetEventSourceMapping", mapping, fed(made)),
      ...call("lambda", "ListTags", mapping),
    ],
    tag: call("lambda", "TagResource UntagResource", mapping),
    update: call("lambda", "UpdateEventSourceMapping", mapping, fed(made)),
    remove: call("lambda", "DeleteEventSourceMapping", mapping, fed(made)),
  }),
  "s3/bucketObjectv2:BucketObjectv2": (made) => ({
    create: call("s3", "PutObject", code(made)),
    read: [
      ...call("s3", "GetObject GetObjectTagging", code(made)),
      ...call("s3", "ListBucket", ["arn:aws:s3:::sst-asset-abcdefghijkl"]),
    ],
    tag: call("s3", "PutObjectTagging", code(made)),
    remove: call("s3", "DeleteObject", code(made)),
  }),
  "iam/role:Role": (made) => ({
    create: call("iam", "CreateRole AttachRolePolicy PutRolePolicy", roleArn(made), bounded(made)),
    read: call(
      "iam",
      "GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies",
      roleArn(made),
    ),
    tag: call("iam", "TagRole UntagRole", roleArn(made)),
    update: [
      ...call("iam", "UpdateAssumeRolePolicy UpdateRole", roleArn(made)),
      ...call("iam", "PutRolePermissionsBoundary", roleArn(made), bounded(made)),
    ],
    remove: [
      ...call("iam", "DeleteRole ListInstanceProfilesForRole", roleArn(made)),
      ...call("iam", "DeleteRolePolicy DetachRolePolicy", roleArn(made), bounded(made)),
    ],
  }),
  "iam/instanceProfile:InstanceProfile": (made) => ({
    create: [
      ...call("iam", "CreateInstanceProfile AddRoleToInstanceProfile", profile(made)),
      ...passRole(`arn:aws:iam::${account}:role/${text(made.inputs["role"])}`, "ec2"),
    ],
    read: call("iam", "GetInstanceProfile", profile(made)),
    tag: call("iam", "TagInstanceProfile UntagInstanceProfile", profile(made)),
    remove: call("iam", "RemoveRoleFromInstanceProfile DeleteInstanceProfile", profile(made)),
  }),
  "cloudwatch/logGroup:LogGroup": ({ inputs }) => {
    const own = [arn("logs", `log-group:${text(inputs["name"])}`)];
    return {
      create: call("logs", "CreateLogGroup PutRetentionPolicy", own),
      read: [...call("logs", "DescribeLogGroups"), ...call("logs", "ListTagsForResource", own)],
      tag: call("logs", "TagResource UntagResource", own),
      update: call("logs", "PutRetentionPolicy DeleteRetentionPolicy", own),
      remove: call("logs", "DeleteLogGroup", own),
    };
  },
  "scheduler/schedule:Schedule": ({ inputs }) => {
    const own = [arn("scheduler", `schedule/default/${text(inputs["name"])}`)];
    const target = inputs["target"] as { readonly roleArn?: unknown };
    return {
      create: [
        ...call("scheduler", "CreateSchedule", own),
        ...passRole(target.roleArn, "scheduler"),
      ],
      read: call("scheduler", "GetSchedule", own),
      update: call("scheduler", "UpdateSchedule", own),
      remove: call("scheduler", "DeleteSchedule", own),
    };
  },
};
