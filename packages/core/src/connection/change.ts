// What changes about a live socket: the session it watches, and what it understands. Only single attributes are set: what
// it said once is never overwritten by a copy that was read before.
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "../adapters/dynamo.ts";
import { forget } from "./connection.ts";
import {
  alive,
  keysOf,
  lifetimeSeconds,
  movedKey,
  now as epochSeconds,
  table,
  under,
  write,
  type Connection,
} from "./table.ts";

/** Sets attributes of one item; undefined when it is not there. Returns the item as it was. */
async function change(
  key: { readonly pk: string; readonly sk: string },
  set: Readonly<Partial<Connection>>,
): Promise<unknown> {
  const names = Object.keys(set) as (keyof Connection)[];
  try {
    const { Attributes } = await documents().send(
      new UpdateCommand({
        TableName: table(),
        Key: key,
        UpdateExpression: `set ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, set[name]])),
        ReturnValues: "ALL_OLD",
      }),
    );
    return Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/**
 * Makes sure of a socket's entry in its session. What is there of its protocol stays, unless `says` knows better: an
 * entry may be made by a move and by what the socket said, in any order.
 */
async function enter(connection: Connection, says: boolean): Promise<void> {
  const names = Object.keys(connection) as (keyof Connection)[];
  const set = names.map((name) =>
    name === "protocol" && !says
      ? "#protocol = if_not_exists(#protocol, :protocol)"
      : `#${name} = :${name}`,
  );
  await documents().send(
    new UpdateCommand({
      TableName: table(),
      Key: { pk: `S#${connection.session_id}`, sk: connection.connection_id },
      UpdateExpression: `set ${set.join(", ")}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        names.map((name) => [`:${name}`, connection[name]]),
      ),
    }),
  );
}

/** Notes what was learnt of a socket where its entry is the truth; undefined when it is gone. */
async function note(
  connection: Connection,
  set: Readonly<Partial<Connection>>,
): Promise<{ readonly before: Connection; readonly now: Connection } | undefined> {
  const { connection_id } = connection;
  const before = alive(await change({ pk: `C#${connection_id}`, sk: "C" }, set));
  forget(connection_id);
  return before && { before, now: { ...before, ...set } };
}

/** The other entries of a socket, which repeat what its own says. */
const repeats = (one: Connection) =>
  keysOf(one).filter(({ pk }) => pk.startsWith("U#") || pk.startsWith("E#"));

/** Lets a socket watch another session from now on: the one it watched was merged into that. */
async function move(connection: Connection, sessionId: string): Promise<void> {
  if (connection.session_id === sessionId) return;
  const noted = await note(connection, { session_id: sessionId });
  if (noted === undefined) return;
  const { before, now } = noted;
  // Entered before it leaves: who reads the old session and then the new one finds it in one of them.
  await enter(now, false);
  const left = new Set([connection.session_id, before.session_id]);
  left.delete(sessionId);
  await Promise.all([
    write(
      [...left].map((session) => ({
        DeleteRequest: { Key: { pk: `S#${session}`, sk: connection.connection_id } },
      })),
    ),
    ...repeats(now).map((key) => change(key, { session_id: sessionId })),
  ]);
}

/** Moves every socket of a session that was merged into another; returns their ids. */
async function moveAll(fromSession: string, toSession: string): Promise<ReadonlySet<string>> {
  // First the way: who still asks for the old session is led to the new one.
  await documents().send(
    new PutCommand({
      TableName: table(),
      Item: {
        ...movedKey(fromSession),
        to_session: toSession,
        expires_at: epochSeconds() + lifetimeSeconds,
      },
    }),
  );
  const { connections } = await under(`S#${fromSession}`);
  await Promise.all(connections.map((one) => move(one, toSession)));
  return new Set(connections.map((one) => one.connection_id));
}

/**
 * Lets the socket of a request watch the session that its key names now.
 *   movedFrom: the session that was merged into that; all its sockets follow.
 */
export async function follow(
  sessionId: string,
  movedFrom: string | null,
  connection?: Connection,
): Promise<void> {
  const moved = movedFrom === null ? null : await moveAll(movedFrom, sessionId);
  if (connection !== undefined && moved?.has(connection.connection_id) !== true) {
    await move(connection, sessionId);
  }
}

/** Remembers that a socket understands a protocol. */
export async function speaks(connection: Connection, protocol: number): Promise<Connection> {
  if (connection.protocol === protocol) return connection;
  const noted = await note(connection, { protocol });
  if (noted === undefined) return { ...connection, protocol };
  await Promise.all([
    enter(noted.now, true),
    ...repeats(noted.now).map((key) => change(key, { protocol })),
  ]);
  return noted.now;
}
