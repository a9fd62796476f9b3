// PostgreSQL: made and kept by stages that last, looked up by previews.
import { namesOf, appName } from "../deployer.ts";
import { arns, byName, nameless, readsOnly, verbs, type Grant, type Rights } from "../grant.ts";

const secretReads = ["DescribeSecret", "GetResourcePolicy", "GetSecretValue"];

/** A preview makes its database with dev's master user, and a role that sees nothing else. */
const previews: readonly Grant[] = [
  {
    sid: "DevDatabaseSecret",
    actions: verbs("secretsmanager", ...secretReads),
    resources: [arns.secret(`secret:${appName}-dev-*`)],
    why: "The secret's name ends in random letters.",
  },
  {
    sid: "DevDatabaseTags",
    actions: ["rds:ListTagsForResource"],
    resources: [arns.database(`db:${appName}-dev-*`)],
    why: "The instance's name ends in random letters; a tag says which secret is its own.",
  },
];

const lasting: Rights = (deployer) => {
  const names = namesOf(deployer);
  return [
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

export const databaseRights: Rights = (deployer) => [
  {
    sid: "DatabaseRead",
    actions: verbs("rds", "Describe*"),
    resources: ["*"],
    why: readsOnly,
  },
  ...(deployer.isLasting ? lasting(deployer) : previews),
];
