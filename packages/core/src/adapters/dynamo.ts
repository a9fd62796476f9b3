// The DynamoDB client, made once per process.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { requestTimeouts } from "./aws.ts";

let client: DynamoDBDocumentClient | undefined;

/** The document client; endpoint, region and credentials are the SDK's own settings. */
export function documents(): DynamoDBDocumentClient {
  client ??= DynamoDBDocumentClient.from(new DynamoDBClient(requestTimeouts), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return client;
}
