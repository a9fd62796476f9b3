// PostgreSQL, of stages that last. A preview has no rights on it at all: it asks a function of dev's for its database.
import { namesOf } from "../deployer.ts";
import { arns, byName, nameless, readsOnly, verbs, type Rights } from "../grant.ts";

const secretReads = ["DescribeSecret", "GetResourcePolicy", "GetSecretValue"];

const lasting: Rights = (deployer) => {
  const names = namesOf(deployer);
  return [
    {
      sid: "DatabaseRead",
      actions: verbs("rds", "Describe*"),
      resources: ["*"],
      why: readsOnly,
    },
    {
      sid: "Database",
      actions: verbs(
        "rds",
        "AddTagsToResource",
        "CreateDB*",
        "DeleteDB*",
        // A proxy's targets are authorised on the instance as well.
        "DeregisterDBProxyTargets",
        "ListTagsForResource",
        "ModifyDB*",
        "RebootDBInstance",
        "RegisterDBProxyTargets",
        "RemoveTagsFromResource",
        "ResetDBParameterGroup",
      ),
      resources: ["db", "pg", "snapshot", "subgrp"].map((kind) =>
        arns.database(`${kind}:${names}`),
      ),
      why: byName,
    },
    {
      sid: "DatabaseOptions",
      actions: verbs("rds", "CreateDBInstance", "ModifyDBInstance"),
      resources: [arns.database("og:default:postgres-*")],
      why: "RDS puts every instance of a version into this group, which nobody can change.",
    },
    {
      sid: "NewDatabaseProxy",
      actions: ["rds:CreateDBProxy"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestTag/stage": deployer.stages } },
      why: "Takes no resource; the tag it is made with says whose it is.",
    },
    {
      sid: "DatabaseProxy",
      actions: verbs(
        "rds",
        "AddTagsToResource",
        "DeleteDBProxy",
        "DeregisterDBProxyTargets",
        "ListTagsForResource",
        "ModifyDBProxy",
        "ModifyDBProxyTargetGroup",
        "RegisterDBProxyTargets",
        "RemoveTagsFromResource",
      ),
      resources: ["db-proxy", "target-group"].map((kind) => arns.database(`${kind}:*`)),
      why: nameless,
    },
    {
      sid: "DatabaseSecrets",
      actions: verbs(
        "secretsmanager",
        "CreateSecret",
        "DeleteSecret",
        "PutSecretValue",
        "UpdateSecret",
        "TagResource",
        "UntagResource",
        ...secretReads,
      ),
      resources: [arns.secret(`secret:${names}`)],
      why: byName,
    },
  ];
};

export const databaseRights: Rights = (deployer) => (deployer.isLasting ? lasting(deployer) : []);
