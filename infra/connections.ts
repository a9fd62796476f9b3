// Live sockets: one table on demand, expired by itself.
import { connectionsTable } from "@ai-learning/functions/manifest";
import { kind } from "./stage.ts";

const { partitionKey, sortKey, expiresAt } = connectionsTable;

export const table = new sst.aws.Dynamo("ConnectionsTable", {
  fields: { [partitionKey]: "string", [sortKey]: "string" },
  primaryIndex: { hashKey: partitionKey, rangeKey: sortKey },
  ttl: expiresAt,
  deletionProtection: kind === "production",
  transform: {
    table: {
      serverSideEncryption: { enabled: true },
      // Sockets live two hours: a backup of them is of no use.
      pointInTimeRecovery: { enabled: false },
    },
  },
});

/** The name alone: linking the table itself would allow everything on it. */
export const connections = new sst.Linkable("Connections", { properties: { name: table.name } });
