// Tickets: what opens one socket for a client that can send neither a header nor a cookie. Only its
// hash is kept, under `T#<hash>`, and taking it is what deletes it.
import { createHash, randomBytes } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import * as config from "../config.ts";
import { documents } from "../adapters/dynamo.ts";
import { problem } from "../error.ts";
import type { Claims } from "../auth/token.ts";

/** Seconds a ticket is good for. */
export const ticketSeconds = 30;

const item = z.object({
  user_id: z.string(),
  token_version: z.int(),
  token_expires_at: z.int(),
  family: z.string().nullable(),
  /** Epoch seconds; the store deletes it some time after, so it is read here too. */
  expires_at: z.int(),
});

const now = (): number => Math.floor(Date.now() / 1000);

const keyOf = (ticket: string) => ({
  pk: `T#${createHash("sha256").update(ticket).digest("base64url")}`,
  sk: "T",
});

/** Makes a ticket for a sign-in. */
export async function make(claims: Claims): Promise<string> {
  const ticket = randomBytes(32).toString("base64url");
  const kept: z.infer<typeof item> = {
    user_id: claims.userId,
    token_version: claims.version,
    token_expires_at: claims.expiresAt,
    family: claims.family,
    expires_at: now() + ticketSeconds,
  };
  await documents().send(
    new PutCommand({ TableName: config.connections().name, Item: { ...keyOf(ticket), ...kept } }),
  );
  return ticket;
}

async function taken(ticket: string): Promise<unknown> {
  try {
    const { Attributes } = await documents().send(
      new DeleteCommand({
        TableName: config.connections().name,
        Key: keyOf(ticket),
        ConditionExpression: "attribute_exists(pk)",
        ReturnValues: "ALL_OLD",
      }),
    );
    return Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/** The sign-in of a ticket, which is used up by this. Throws `invalid_token` for everything that is wrong with it. */
export async function redeem(ticket: string): Promise<Claims> {
  const parsed = item.safeParse(await taken(ticket));
  if (!parsed.success || parsed.data.expires_at <= now()) throw problem("invalid_token");
  const { user_id, token_version, token_expires_at, family } = parsed.data;
  if (token_expires_at <= now()) throw problem("token_expired");
  return { userId: user_id, version: token_version, expiresAt: token_expires_at, family };
}
