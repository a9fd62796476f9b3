// Looking into the live-connections table, beside the doors: DynamoDB's own protocol, unsigned as far as the
// stand-in minds.
import { createHash } from "node:crypto";
import { shared, type Target } from "./target.ts";

const tableOf = (target: Target): string => {
  const linked: { name: string } = JSON.parse(
    target.environment["SST_RESOURCE_Connections"] ?? '{"name":""}',
  );
  return linked.name;
};

async function call(operation: string, body: object, target: Target): Promise<unknown> {
  const response = await fetch(target.dynamoEndpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      "x-amz-date": "20260101T000000Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify({ TableName: tableOf(target), ...body }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Lets a ticket have been made so many seconds earlier. */
export async function ageTicket(
  ticket: string,
  seconds: number,
  target: Target = shared(),
): Promise<void> {
  const pk = `T#${createHash("sha256").update(ticket).digest("base64url")}`;
  await call(
    "UpdateItem",
    {
      Key: { pk: { S: pk }, sk: { S: "T" } },
      UpdateExpression: "add expires_at :less",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":less": { N: String(-seconds) } },
    },
    target,
  );
}

/** Everything in the table, as JSON text. */
export async function connectionsText(target: Target = shared()): Promise<string> {
  return JSON.stringify(await call("Scan", {}, target));
}
