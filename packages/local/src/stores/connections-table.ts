// The live-connections table on a local DynamoDB: made if missing, expired items removed, since neither stand-in
// does that by itself.
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  ScanCommand,
  type AttributeValue,
} from "@aws-sdk/client-dynamodb";
import { connectionsTable } from "@ai-learning/functions/manifest";
import { messageOf, type Log } from "../log.ts";
import { StartError } from "../start-error.ts";

/** The table's name locally. */
export const tableName = "connections";

const { partitionKey, sortKey, expiresAt } = connectionsTable;

/** The table, and the timer that sweeps it. */
export interface ConnectionsTable {
  stop(): void;
}

/** Credentials that stand-ins accept; never sent to AWS. */
export const localCredentials = { accessKeyId: "local", secretAccessKey: "local" };

/**
 * Makes sure of the table.
 *
 * @throws StartError when the endpoint does not answer
 */
export async function openConnectionsTable(
  endpoint: string,
  region: string,
  log: Log,
): Promise<ConnectionsTable> {
  const client = new DynamoDBClient({ endpoint, region, credentials: localCredentials });
  try {
    await create(client);
  } catch (cause) {
    client.destroy();
    throw new StartError(
      `DynamoDB at ${endpoint} cannot be used (${messageOf(cause)}): start it, or unset AWS_ENDPOINT_URL_DYNAMODB.`,
      { cause },
    );
  }
  const timer = setInterval(() => {
    removeExpired(client).catch((thrown: unknown) => log("dynamodb", messageOf(thrown), "warn"));
  }, 60_000);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      client.destroy();
    },
  };
}

async function create(client: DynamoDBClient): Promise<void> {
  const keys = [
    { name: partitionKey, type: "HASH" },
    { name: sortKey, type: "RANGE" },
  ] as const;
  try {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: keys.map(({ name }) => ({ AttributeName: name, AttributeType: "S" })),
        KeySchema: keys.map(({ name, type }) => ({ AttributeName: name, KeyType: type })),
      }),
    );
  } catch (thrown) {
    if (!(thrown instanceof ResourceInUseException)) throw thrown;
  }
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    if (Table?.TableStatus === "ACTIVE") return;
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function removeExpired(client: DynamoDBClient): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const { Items = [] } = await client.send(
    new ScanCommand({
      TableName: tableName,
      FilterExpression: "#at < :now",
      ProjectionExpression: "#pk, #sk",
      ExpressionAttributeNames: { "#at": expiresAt, "#pk": partitionKey, "#sk": sortKey },
      ExpressionAttributeValues: { ":now": { N: String(now) } },
    }),
  );
  const deletes = Items.map((Key: Record<string, AttributeValue>) => ({ DeleteRequest: { Key } }));
  while (deletes.length > 0) {
    const RequestItems = { [tableName]: deletes.splice(0, 25) };
    await client.send(new BatchWriteItemCommand({ RequestItems }));
  }
}
