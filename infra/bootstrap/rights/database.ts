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
        "ListTagsForResource",
        "ModifyDB*",
        "RebootDBInstance",
        "RemoveTagsFromResource",
        "ResetDBParameterGroup",
      ),
      resources: ["db", "pg", "snapshot", "subgrp"].map((kind) =>
        arns.database(`${kind}:${names}`),
      ),
      why: byName,
    },
    {
      sid: "DatabaseProxy",
      actions: verbs(
        "rds",
        "AddTagsToResource",
        "CreateDBProxy",
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
