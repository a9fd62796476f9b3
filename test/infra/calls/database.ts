// The database server of a stage that lasts.
import { arn, call, passRole, serviceRole, text, type Made, type Table } from "./call.ts";

const rds = (resource: string): string => arn("rds", resource);
const instance = ({ inputs, id }: Made): string => rds(`db:${id || text(inputs["identifier"])}`);
const proxy = [rds("db-proxy:prx-0f1e2d")];
const targets = [rds("target-group:prx-tg-0f1e2d")];

/** The group of options that RDS puts every PostgreSQL of a version into. */
const defaultOptions = ({ inputs }: Made): string =>
  rds(`og:default:postgres-${text(inputs["engineVersion"])}`);

export const database: Table = {
  "rds/instance:Instance": (made) => {
    const { inputs } = made;
    const around = [
      rds(`pg:${text(inputs["parameterGroupName"])}`),
      rds(`subgrp:${text(inputs["dbSubnetGroupName"])}`),
      defaultOptions(made),
    ];
    return {
      create: [
        ...call("rds", "CreateDBInstance", [instance(made), ...around]),
        ...serviceRole("rds", "AWSServiceRoleForRDS"),
      ],
      read: call("rds", "DescribeDBInstances ListTagsForResource", [instance(made)]),
      tag: call("rds", "AddTagsToResource RemoveTagsFromResource", [instance(made)]),
      update: [
        ...call("rds", "ModifyDBInstance", [instance(made), ...around]),
        ...call("rds", "RebootDBInstance", [instance(made)]),
      ],
      remove: call("rds", "DeleteDBInstance", [instance(made)]),
    };
  },
  "rds/parameterGroup:ParameterGroup": ({ inputs }) => {
    const own = [rds(`pg:${text(inputs["name"])}`)];
    return {
      create: call("rds", "CreateDBParameterGroup", own),
      read: call("rds", "DescribeDBParameterGroups DescribeDBParameters ListTagsForResource", own),
      tag: call("rds", "AddTagsToResource RemoveTagsFromResource", own),
      update: call("rds", "ModifyDBParameterGroup ResetDBParameterGroup", own),
      remove: call("rds", "DeleteDBParameterGroup", own),
    };
  },
  "rds/subnetGroup:SubnetGroup": ({ inputs }) => {
    const own = [rds(`subgrp:${text(inputs["name"])}`)];
    return {
      create: [
        ...call("rds", "CreateDBSubnetGroup", own),
        ...call("ec2", "DescribeSubnets DescribeVpcs DescribeAvailabilityZones"),
      ],
      read: call("rds", "DescribeDBSubnetGroups ListTagsForResource", own),
      tag: call("rds", "AddTagsToResource RemoveTagsFromResource", own),
      update: call("rds", "ModifyDBSubnetGroup", own),
      remove: call("rds", "DeleteDBSubnetGroup", own),
    };
  },
  "rds/proxy:Proxy": ({ inputs }) => ({
    create: [...call("rds", "CreateDBProxy"), ...passRole(inputs["roleArn"], "rds")],
    read: call("rds", "DescribeDBProxies ListTagsForResource", proxy),
    tag: call("rds", "AddTagsToResource RemoveTagsFromResource", proxy),
    update: [...call("rds", "ModifyDBProxy", proxy), ...passRole(inputs["roleArn"], "rds")],
    remove: call("rds", "DeleteDBProxy", proxy),
  }),
  "rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": () => ({
    create: call("rds", "ModifyDBProxyTargetGroup", targets),
    read: call("rds", "DescribeDBProxyTargetGroups", proxy),
  }),
  "rds/proxyTarget:ProxyTarget": ({ inputs }) => {
    const target = rds(`db:${text(inputs["dbInstanceIdentifier"])}`);
    return {
      create: call("rds", "RegisterDBProxyTargets", [...targets, target]),
      read: call("rds", "DescribeDBProxyTargets", [...proxy, ...targets]),
      remove: call("rds", "DeregisterDBProxyTargets", [...proxy, ...targets, target]),
    };
  },
};
