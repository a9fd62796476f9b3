// What SST itself calls: its command around every deployment, its own resources, and look-ups.
import type { Call } from "../authorization.ts";
import { account, arn, call, text, type Calls, type Made, type Values } from "./call.ts";

const app = "ai-learning";
const state = "arn:aws:s3:::sst-state-abcdefghijkl";
const kinds = ["app", "secret", "lock", "update", "summary", "snapshot", "eventlog"];

/** The lock, the state and the secrets of a stage, before and after its program runs. */
export function commandCalls(stage: string): Call[] {
  const files = kinds.flatMap((kind) => [
    `${state}/${kind}/${app}/${stage}.json`,
    `${state}/${kind}/${app}/${stage}/0123.json`,
  ]);
  return [
    ...call("ssm", "GetParameter", [arn("ssm", "parameter/sst/bootstrap")]),
    ...call("ssm", "GetParameter PutParameter", [
      arn("ssm", `parameter/sst/passphrase/${app}/${stage}`),
    ]),
    ...call("s3", "ListBucket", [state]),
    ...files.flatMap((file) => call("s3", "GetObject PutObject DeleteObject", [file])),
    // Every stage reads what is set for all, those too that need nothing of it.
    ...call("s3", "GetObject", [`${state}/secret/${app}/_fallback.json`]),
    ...call("ssm", "GetParameter", [arn("ssm", `parameter/sst/passphrase/${app}/_fallback`)]),
  ];
}

const store = ({ inputs }: Made): string[] => [text(inputs["store"])];
const distribution = [`arn:aws:cloudfront::${account}:distribution/E1`];
const site = ({ inputs }: Made): string[] => [
  `arn:aws:s3:::${text(inputs["bucketName"])}/index.html`,
];

/** By the end of their names: their type is `pulumi-nodejs:dynamic:Resource`. */
export const dynamic: Readonly<Record<string, (made: Made) => Calls>> = {
  BucketFiles: (made) => ({ read: call("s3", "PutObject DeleteObject", site(made)) }),
  DistributionDeploymentWaiter: () => ({
    read: call("cloudfront", "GetDistribution", distribution),
  }),
  DistributionInvalidation: () => ({
    read: call("cloudfront", "CreateInvalidation GetInvalidation", distribution),
  }),
  HostedZoneLookup: () => ({ read: call("route53", "ListHostedZones") }),
  KvKeys: (made) => ({
    read: call(
      "cloudfront-keyvaluestore",
      "DescribeKeyValueStore UpdateKeys ListKeys",
      store(made),
    ),
  }),
  KvRoutesUpdate: (made) => ({
    read: call(
      "cloudfront-keyvaluestore",
      "DescribeKeyValueStore GetKey PutKey UpdateKeys",
      store(made),
    ),
  }),
  RdsRoleLookup: ({ inputs }) => ({
    read: call("iam", "GetRole", [
      `arn:aws:iam::${account}:role/aws-service-role/rds.amazonaws.com/${text(inputs["name"])}`,
    ]),
  }),
};

const none = (): Call[] => [];

/** Calls of look-ups, by their token. */
export const lookups: Readonly<Record<string, (inputs: Values) => Call[]>> = {
  "aws:index/getRegion:getRegion": none,
  "aws:index/getPartition:getPartition": none,
  // AWS allows it whatever a policy says.
  "aws:index/getCallerIdentity:getCallerIdentity": none,
  "aws:iam/getPolicyDocument:getPolicyDocument": none,
  "aws:index/getAvailabilityZones:getAvailabilityZones": () =>
    call("ec2", "DescribeAvailabilityZones"),
  "aws:ec2/getAmi:getAmi": () => call("ec2", "DescribeImages"),
  "aws:ec2/getSubnets:getSubnets": () => call("ec2", "DescribeSubnets"),
  "aws:ec2/getSecurityGroups:getSecurityGroups": () => call("ec2", "DescribeSecurityGroups"),
  "aws:ec2/getInternetGateway:getInternetGateway": () => call("ec2", "DescribeInternetGateways"),
  "aws:ec2/getNatGateways:getNatGateways": () => call("ec2", "DescribeNatGateways"),
  "aws:ec2/getInstances:getInstances": () => call("ec2", "DescribeInstances"),
  "aws:ec2/getRouteTable:getRouteTable": () => call("ec2", "DescribeRouteTables"),
  "aws:ec2/getEips:getEips": () => call("ec2", "DescribeAddresses"),
  "aws:route53/getZone:getZone": () => [
    ...call("route53", "ListHostedZones"),
    ...call("route53", "GetHostedZone", ["arn:aws:route53:::hostedzone/Z1"]),
    ...call("route53", "ListTagsForResource", ["arn:aws:route53:::hostedzone/Z1"]),
  ],
  "aws:servicequotas/getServiceQuota:getServiceQuota": (inputs) => [
    // The provider asks for the default first: an account that never changed it has no other.
    ...call("servicequotas", "GetAWSDefaultServiceQuota"),
    ...call("servicequotas", "GetServiceQuota", [
      arn("servicequotas", `${text(inputs["serviceCode"])}/${text(inputs["quotaCode"])}`),
    ]),
  ],
  "aws:ssm/getParameter:getParameter": ({ name }) =>
    call("ssm", "GetParameter", [arn("ssm", `parameter${text(name)}`)]),
};
