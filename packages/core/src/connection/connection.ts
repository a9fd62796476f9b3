// Live sockets and the sessions they watch: one DynamoDB table, never scanned, never by index.
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "../adapters/dynamo.ts";
import {
  alive,
  keysOf,
  lifetimeSeconds,
  minuteOf,
  now,
  table,
  under,
  write,
  type Connection,
  type Under,
} from "./table.ts";

export type { Connection } from "./table.ts";

/** Remembers a new socket. One BatchWriteItem. */
export async function add(connection: Omit<Connection, "expires_at">): Promise<Connection> {
  const full: Connection = { ...connection, expires_at: now() + lifetimeSeconds };
  await write(keysOf(full).map((key) => ({ PutRequest: { Item: { ...key, ...full } } })));
  return full;
}

/** Forgets a socket. */
export async function remove(connection: Connection): Promise<void> {
  forget(connection.connection_id);
  await write(keysOf(connection).map((Key) => ({ DeleteRequest: { Key } })));
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

/** What was read of a socket lately is not true any more. */
export const forget = (connectionId: string): void => void recent.delete(connectionId);

const recentMs = 60_000;
const maxRecent = 1_000;

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
  if (recent.size > maxRecent && oldest !== undefined) recent.delete(oldest);
  return connection;
}

const isSignedIn = (connection: Connection): boolean => connection.token_expires_at > now();

/**
 * All live sockets that watch a session, read strongly; not those whose sign-in has run out. Of a session that was merged
 * into another, those that watch the other.
 */
export async function ofSession(sessionId: string): Promise<Connection[]> {
  const found = new Map<string, Connection>();
  const seen = new Set<string>();
  for (let session: string | undefined = sessionId; session !== undefined && !seen.has(session);) {
    seen.add(session);
    const { connections, movedTo }: Under = await under(`S#${session}`);
    for (const one of connections) found.set(one.connection_id, one);
    session = movedTo;
  }
  return [...found.values()].filter(isSignedIn);
}

/** All sockets of a user, read strongly. */
export const ofUser = async (userId: string): Promise<Connection[]> =>
  (await under(`U#${userId}`)).connections;

/** Sockets whose sign-in ran out within the last minutes. */
export async function expired(minutes: number): Promise<Connection[]> {
  const last = minuteOf(now());
  const each = Array.from({ length: minutes + 1 }, (_, back) => under(`E#${last - back}`));
  const all = (await Promise.all(each)).flatMap(({ connections }) => connections);
  return all.filter((one) => !isSignedIn(one));
}
