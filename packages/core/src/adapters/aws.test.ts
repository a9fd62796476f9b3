import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
} from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { isAwsAway } from "./aws.ts";

const answered = (httpStatusCode: number, $fault: "client" | "server", name = "SomeException") =>
  new DynamoDBServiceException({ name, $fault, $metadata: { httpStatusCode }, message: "no" });

test.each([
  ["a request that ran out of time", Object.assign(new Error("late"), { name: "TimeoutError" })],
  ["a service that broke", answered(500, "server")],
  ["a service behind a gateway that broke", answered(503, "client")],
  ["a service that is asked too often", answered(429, "client")],
  [
    "a table that is asked too often",
    answered(400, "client", "ProvisionedThroughputExceededException"),
  ],
  [
    "a refusal that the service itself says to repeat",
    Object.assign(answered(400, "client", "SomeException"), { $retryable: {} }),
  ],
])("%s is away", (_, error) => {
  expect(isAwsAway(error)).toBe(true);
});

test.each([
  [
    "a condition that did not hold",
    new ConditionalCheckFailedException({ $metadata: { httpStatusCode: 400 }, message: "no" }),
  ],
  ["a table that is not there", answered(400, "client", "ResourceNotFoundException")],
  ["an error of our own", new TypeError("undefined is not a function")],
  ["nothing", undefined],
  ["a text", "TimeoutError"],
])("%s is not", (_, error) => {
  expect(isAwsAway(error)).toBe(false);
});
