// Live sockets and the sessions they watch: one DynamoDB table, never scanned, never by index.
//   C#<connection> / C                 who it is, which session, what it speaks
//   S#<session>    / <connection>      for fan-out
//   U#<user>       / <connection>      to close a user's sockets
//   E#<minute>     / <connection>      to close those whose sign-in ends in that minute
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import * as config from "../config.ts";
import { documents } from "../adapters/dynamo.ts";
import * as log from "../log.ts";

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

/** API Gateway closes a socket after 2 hours; a little more covers clocks. */
const lifetimeSeconds = 2 * 3600 + 300;

const now = (): number => Math.floor(Date.now() / 1000);
const table = (): string => config.connections().name;

type Writes = NonNullable<BatchWriteCommandInput["RequestItems"]>[string];

async function write(requests: Writes): Promise<void> {
  let left: Writes = requests;
  for (let round = 0; left.length > 0; round += 1) {
    const { UnprocessedItems } = await documents().send(
      new BatchWriteCommand({ RequestItems: { [table()]: left } }),
    );
    left = UnprocessedItems?.[table()] ?? [];
    if (left.length > 0 && round >= 5) throw new Error("DynamoDB left items unwritten");
  }
}

const minuteOf = (epochSeconds: number): number => Math.floor(epochSeconds / 60);

/** A sign-in that outlasts the socket needs no entry among those that end. */
const keysOf = (one: Connection) => [
  { pk: `C#${one.connection_id}`, sk: "C" },
  { pk: `S#${one.session_id}`, sk: one.connection_id },
  { pk: `U#${one.user_id}`, sk: one.connection_id },
  ...(one.token_expires_at < one.expires_at
    ? [{ pk: `E#${minuteOf(one.token_expires_at)}`, sk: one.connection_id }]
    : []),
];

/** Remembers a new socket. One BatchWriteItem. */
export async function add(connection: Omit<Connection, "expires_at">): Promise<Connection> {
  const full: Connection = { ...connection, expires_at: now() + lifetimeSeconds };
  await write(keysOf(full).map((key) => ({ PutRequest: { Item: { ...key, ...full } } })));
  return full;
}

/** Forgets a socket. */
export async function remove(connection: Connection): Promise<void> {
  recent.delete(connection.connection_id);
  await write(keysOf(connection).map((Key) => ({ DeleteRequest: { Key } })));
}

function alive(value: unknown): Connection | undefined {
  const parsed = item.safeParse(value);
  if (!parsed.success || parsed.data.expires_at < now()) return undefined;
  return parsed.data;
}

/** The socket of an id, read strongly; undefined when it is not known (any more). */
export async function get(connectionId: string): Promise<Connection | undefined> {
  const { Item } = await documents().send(
    new GetCommand({
      TableName: table(),
      Key: { pk: `C#${connectionId}`, sk: "C" },
      ConsistentRead: true,
    }),
  );
  return alive(Item);
}

/** Sockets this process has read lately, the newest last. */
const recent = new Map<string, { readonly connection: Connection; readonly at: number }>();
const recentMs = 60_000;
const mostRecent = 1_000;

/**
 * As `get`, but what was read in the last minute may do. Whose socket it is never changes; which
 * session it watches may have, so this is for callers that find the session by its key.
 */
export async function recall(connectionId: string): Promise<Connection | undefined> {
  const known = recent.get(connectionId);
  if (known !== undefined && Date.now() - known.at < recentMs) return known.connection;
  const connection = await get(connectionId);
  recent.delete(connectionId);
  if (connection !== undefined) recent.set(connectionId, { connection, at: Date.now() });
  const [oldest] = recent.keys();
  if (recent.size > mostRecent && oldest !== undefined) recent.delete(oldest);
  return connection;
}

const isSignedIn = (connection: Connection): boolean => connection.token_expires_at > now();

/** All live sockets that watch a session, read strongly; not those whose sign-in has run out. */
export const ofSession = async (sessionId: string): Promise<Connection[]> =>
  (await allUnder(`S#${sessionId}`)).filter(isSignedIn);

/** All sockets of a user, read strongly. */
export const ofUser = (userId: string): Promise<Connection[]> => allUnder(`U#${userId}`);

/** Sockets whose sign-in ran out within the last minutes. */
export async function expired(minutes: number): Promise<Connection[]> {
  const last = minuteOf(now());
  const each = Array.from({ length: minutes + 1 }, (_, back) => allUnder(`E#${last - back}`));
  return (await Promise.all(each)).flat().filter((one) => !isSignedIn(one));
}

async function allUnder(pk: string): Promise<Connection[]> {
  const found: Connection[] = [];
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
    found.push(...(page.Items ?? []).flatMap((one) => alive(one) ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found;
}

/** Lets a socket watch another session from now on: its key has been bound to a track. */
export async function move(connection: Connection, sessionId: string): Promise<Connection> {
  if (connection.session_id === sessionId) return connection;
  const moved = { ...connection, session_id: sessionId };
  await write([
    { DeleteRequest: { Key: { pk: `S#${connection.session_id}`, sk: connection.connection_id } } },
    ...keysOf(moved).map((key) => ({ PutRequest: { Item: { ...key, ...moved } } })),
  ]);
  return moved;
}

/** Moves every socket of a session whose key has been bound to a track. */
export async function moveAll(fromSession: string, toSession: string): Promise<void> {
  const connections = await ofSession(fromSession);
  await Promise.all(connections.map((one) => move(one, toSession)));
}

/** Remembers that a socket speaks protocol 2, where fan-out reads it: by session and by user. */
export async function speaks(connection: Connection, protocol: number): Promise<Connection> {
  if (connection.protocol === protocol) return connection;
  const keys = keysOf(connection).slice(0, 3);
  await Promise.all(
    keys.map((Key) =>
      documents().send(
        new UpdateCommand({
          TableName: table(),
          Key,
          UpdateExpression: "set protocol = :protocol",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":protocol": protocol },
        }),
      ),
    ),
  ).catch((error: unknown) => log.warn("connection_gone", {}, error));
  return { ...connection, protocol };
}
