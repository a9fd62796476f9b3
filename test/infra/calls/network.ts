// The network of a stage that lasts.
import { arn, call, region, type Table } from "./call.ts";

const ec2 = (kind: string): string => arn("ec2", `${kind}/${kind}-1`);
const image = `arn:aws:ec2:${region}::image/ami-1`;
const on = (names: string, ...kinds: string[]) => call("ec2", names, kinds.map(ec2));

/** Tags of EC2's are set by a call of their own, also while a resource is made. */
const tag = (kind: string) =>
  call("ec2", "CreateTags", [ec2(kind)], { "ec2:CreateAction": "Create" }).concat(
    call("ec2", "DeleteTags", [ec2(kind)]),
  );

const rules =
  "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress";

const zone = ["arn:aws:route53:::hostedzone/Z1"];
const namespace = [arn("servicediscovery", "namespace/ns-1")];

export const network: Table = {
  "ec2/vpc:Vpc": () => ({
    create: [...on("CreateVpc", "vpc"), ...on("ModifyVpcAttribute", "vpc")],
    read: [
      ...on("DescribeVpcs DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups"),
      ...on("DescribeVpcAttribute", "vpc"),
    ],
    tag: tag("vpc"),
    remove: on("DeleteVpc", "vpc"),
  }),
  "ec2/defaultSecurityGroup:DefaultSecurityGroup": () => ({
    create: on(rules, "security-group"),
    read: on("DescribeSecurityGroups DescribeSecurityGroupRules"),
    tag: tag("security-group"),
  }),
  "ec2/securityGroup:SecurityGroup": () => ({
    create: [...on("CreateSecurityGroup", "security-group", "vpc"), ...on(rules, "security-group")],
    read: on("DescribeSecurityGroups DescribeNetworkInterfaces"),
    tag: tag("security-group"),
    remove: on("DeleteSecurityGroup", "security-group"),
  }),
  "ec2/subnet:Subnet": () => ({
    create: [...on("CreateSubnet", "subnet", "vpc"), ...on("ModifySubnetAttribute", "subnet")],
    read: on("DescribeSubnets"),
    tag: tag("subnet"),
    remove: [...on("DescribeNetworkInterfaces"), ...on("DeleteSubnet", "subnet")],
  }),
  "ec2/internetGateway:InternetGateway": () => ({
    create: [
      ...on("CreateInternetGateway", "internet-gateway"),
      ...on("AttachInternetGateway", "internet-gateway", "vpc"),
    ],
    read: on("DescribeInternetGateways"),
    tag: tag("internet-gateway"),
    remove: [
      ...on("DetachInternetGateway", "internet-gateway", "vpc"),
      ...on("DeleteInternetGateway", "internet-gateway"),
    ],
  }),
  "ec2/natGateway:NatGateway": () => ({
    create: on("CreateNatGateway", "elastic-ip", "natgateway", "subnet"),
    read: on("DescribeNatGateways"),
    tag: tag("natgateway"),
    remove: on("DeleteNatGateway", "natgateway"),
  }),
  "ec2/eip:Eip": () => ({
    create: on("AllocateAddress", "elastic-ip"),
    read: [...on("DescribeAddresses"), ...on("DescribeAddressesAttribute", "elastic-ip")],
    tag: tag("elastic-ip"),
    remove: on("ReleaseAddress", "elastic-ip"),
  }),
  "ec2/eipAssociation:EipAssociation": () => ({
    create: on("AssociateAddress", "elastic-ip", "instance"),
    read: on("DescribeAddresses"),
    remove: on("DisassociateAddress", "elastic-ip"),
  }),
  "ec2/routeTable:RouteTable": () => ({
    create: [...on("CreateRouteTable", "route-table", "vpc"), ...on("CreateRoute", "route-table")],
    read: on("DescribeRouteTables"),
    tag: tag("route-table"),
    update: on("ReplaceRoute DeleteRoute", "route-table"),
    remove: on("DeleteRouteTable", "route-table"),
  }),
  "ec2/routeTableAssociation:RouteTableAssociation": () => ({
    create: on("AssociateRouteTable", "route-table", "subnet"),
    read: on("DescribeRouteTables"),
    remove: on("DisassociateRouteTable", "route-table", "subnet"),
    update: on("ReplaceRouteTableAssociation", "route-table", "subnet"),
  }),
  "ec2/vpcEndpoint:VpcEndpoint": () => ({
    create: on("CreateVpcEndpoint", "vpc", "vpc-endpoint", "route-table"),
    read: on("DescribeVpcEndpoints DescribePrefixLists"),
    tag: tag("vpc-endpoint"),
    update: on("ModifyVpcEndpoint", "vpc-endpoint", "route-table"),
    remove: on("DeleteVpcEndpoints", "vpc-endpoint"),
  }),
  "ec2/instance:Instance": () => ({
    create: [
      ...call("ec2", "RunInstances", [
        image,
        ...["instance", "network-interface", "security-group", "subnet", "volume"].map(ec2),
      ]),
      ...on("ModifyInstanceAttribute", "instance"),
    ],
    read: [
      ...on("DescribeInstances DescribeInstanceTypes DescribeVolumes DescribeTags DescribeVpcs"),
      ...on("DescribeInstanceCreditSpecifications"),
      ...on("DescribeInstanceAttribute", "instance"),
    ],
    tag: tag("instance"),
    update: on("StopInstances StartInstances", "instance"),
    remove: on("TerminateInstances", "instance"),
  }),
  "servicediscovery/privateDnsNamespace:PrivateDnsNamespace": () => ({
    create: [
      ...call("servicediscovery", "CreatePrivateDnsNamespace"),
      // Cloud Map makes the zone in the name of who makes the namespace.
      ...call("route53", "CreateHostedZone ListHostedZonesByName"),
      ...call("route53", "GetHostedZone ChangeResourceRecordSets AssociateVPCWithHostedZone", zone),
      ...on("DescribeVpcs DescribeRegions"),
    ],
    read: [
      ...call("servicediscovery", "GetNamespace GetOperation", namespace),
      ...call("servicediscovery", "ListTagsForResource"),
    ],
    tag: call("servicediscovery", "TagResource UntagResource"),
    remove: [
      ...call("servicediscovery", "DeleteNamespace", namespace),
      ...call("route53", "DeleteHostedZone", zone),
    ],
  }),
};
