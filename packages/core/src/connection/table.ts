// The table of live sockets: its items and the calls that all their readers and writers share.
//   C#<connection> / C                 who it is, which session, what it speaks
//   S#<session>    / <connection>      for fan-out
//   S#<session>    / moved             where it went, when it was merged into another
//   U#<user>       / <connection>      to close a user's sockets
//   E#<minute>     / <connection>      to close those whose sign-in ends in that minute
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import * as config from "../config.ts";
import { documents } from "../adapters/dynamo.ts";

const item = z.object({
  connection_id: z.string(),
  user_id: z.string(),
  session_id: z.string(),
  session_key: z.string(),
  channel: z.enum(["chat", "switch"]),
  /** 2: understands deltas and resume; 1: a client of the original. */
  protocol: z.int(),
  token_version: z.int(),
  /** Epoch seconds: when its sign-in ends. */
  token_expires_at: z.int(),
  /** The device's sign-in it was opened with. */
  family: z.string().nullable().default(null),
  /** Epoch seconds: after API Gateway's 2 hours it cannot be alive. */
  expires_at: z.int(),
});

/** One live socket. */
export type Connection = z.infer<typeof item>;

/** Where the sockets of a session went that was merged into another. */
const moved = z.object({ sk: z.literal("moved"), to_session: z.string() });
export const movedKey = (sessionId: string) => ({ pk: `S#${sessionId}`, sk: "moved" });

/** API Gateway closes a socket after 2 hours; a little more covers clocks. */
export const lifetimeSeconds = 2 * 3600 + 300;

export const now = (): number => Math.floor(Date.now() / 1000);
export const table = (): string => config.connections().name;

type Writes = NonNullable<BatchWriteCommandInput["RequestItems"]>[string];

/** Writes and deletes items; tries again what the store left over. */
export async function write(requests: Writes): Promise<void> {
  let left: Writes = requests;
  for (let round = 0; left.length > 0; round += 1) {
    const { UnprocessedItems } = await documents().send(
      new BatchWriteCommand({ RequestItems: { [table()]: left } }),
    );
    left = UnprocessedItems?.[table()] ?? [];
    if (left.length > 0 && round >= 5) throw new Error("DynamoDB left items unwritten");
  }
}

export const minuteOf = (epochSeconds: number): number => Math.floor(epochSeconds / 60);

/** A sign-in that outlasts the socket needs no entry among those that end. */
export const keysOf = (one: Connection) => [
  { pk: `C#${one.connection_id}`, sk: "C" },
  { pk: `S#${one.session_id}`, sk: one.connection_id },
  { pk: `U#${one.user_id}`, sk: one.connection_id },
  ...(one.token_expires_at < one.expires_at
    ? [{ pk: `E#${minuteOf(one.token_expires_at)}`, sk: one.connection_id }]
    : []),
];

/** An item as a socket; undefined when it is none, or cannot be alive any more. */
export function alive(value: unknown): Connection | undefined {
  const parsed = item.safeParse(value);
  if (!parsed.success || parsed.data.expires_at < now()) return undefined;
  return parsed.data;
}

export interface Under {
  readonly connections: Connection[];
  /** Where a merged session's sockets are now. */
  readonly movedTo: string | undefined;
}

/** All sockets under a key, read strongly. */
export async function under(pk: string): Promise<Under> {
  const connections: Connection[] = [];
  let movedTo: string | undefined;
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents().send(
      new QueryCommand({
        TableName: table(),
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    for (const one of page.Items ?? []) {
      const connection = alive(one);
      if (connection !== undefined) connections.push(connection);
      movedTo ??= moved.safeParse(one).data?.to_session;
    }
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return { connections, movedTo };
}
