// The network of a stage that lasts. A preview lives in dev's and only looks.
import { nameless, readsOnly, verbs, type Grant, type Rights } from "../grant.ts";

const families = [
  "InternetGateway",
  "NatGateway",
  "Route",
  "RouteTable",
  "SecurityGroup",
  "Subnet",
  "Vpc",
];

const lasting: readonly Grant[] = [
  {
    sid: "Network",
    actions: verbs(
      "ec2",
      ...families.flatMap((family) => [`Create${family}`, `Delete${family}`]),
      "AllocateAddress",
      "AssociateAddress",
      "AssociateRouteTable",
      "AttachInternetGateway",
      "AuthorizeSecurityGroup*",
      "CreateTags",
      "CreateVpcEndpoint",
      "DeleteTags",
      "DeleteVpcEndpoints",
      "DetachInternetGateway",
      "DisassociateAddress",
      "DisassociateRouteTable",
      "ModifySecurityGroupRules",
      "ModifySubnetAttribute",
      "ModifyVpcAttribute",
      "ModifyVpcEndpoint",
      "ReleaseAddress",
      "ReplaceRoute*",
      "RevokeSecurityGroup*",
    ),
    resources: ["*"],
    conditions: { StringEquals: { "aws:RequestedRegion": "REGION" } },
    why: nameless,
  },
  {
    sid: "NatInstances",
    actions: verbs(
      "ec2",
      "ModifyInstanceAttribute",
      "RunInstances",
      "StartInstances",
      "StopInstances",
      "TerminateInstances",
    ),
    resources: ["*"],
    conditions: { StringEquals: { "aws:RequestedRegion": "REGION" } },
    why: nameless,
  },
  {
    sid: "NetworkNames",
    actions: verbs(
      "servicediscovery",
      "CreatePrivateDnsNamespace",
      "DeleteNamespace",
      "GetNamespace",
      "GetOperation",
      "ListNamespaces",
      "ListTagsForResource",
      "TagResource",
      "UntagResource",
    ),
    resources: ["*"],
    why: nameless,
  },
  {
    sid: "PrivateZones",
    actions: verbs("route53", "AssociateVPCWithHostedZone", "CreateHostedZone", "DeleteHostedZone"),
    resources: ["*"],
    why: "Cloud Map makes the network's private zone in the name of whoever makes the network.",
  },
];

export const networkRights: Rights = ({ isLasting }) => [
  {
    sid: "NetworkRead",
    // Lambda looks at the network in the name of who puts a function into it.
    actions: isLasting
      ? verbs("ec2", "Describe*")
      : verbs("ec2", "DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs"),
    resources: ["*"],
    why: readsOnly,
  },
  ...(isLasting ? lasting : []),
];
