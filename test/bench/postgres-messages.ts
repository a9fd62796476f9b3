// Reads what a client and PostgreSQL say to each other and counts round trips: the client asks with Sync, Query or Flush
// and waits. https://www.postgresql.org/docs/current/protocol-message-formats.html

/** One round trip. */
export interface Trip {
  /** The SQL it was about, as prepared; "" when it could not be known. */
  readonly sql: string;
  /** `describe`: the first use of a statement on a connection asks what it looks like and waits before it runs. */
  readonly kind: "query" | "describe";
}

/** What a connection's messages came to. */
export interface Tally {
  /** Asked by the client, oldest first. */
  readonly trips: Trip[];
  /** ReadyForQuery of the server: one for each trip but `describe`, and one when the connection is ready. */
  ready: number;
  connections: number;
}

export const newTally = (): Tally => ({ trips: [], ready: 0, connections: 0 });

const text = (body: Buffer, from = 0): string => body.toString("utf8", from, body.indexOf(0, from));

/** Cuts a stream that comes in pieces of any size into messages. */
function messageReader(take: (type: string, body: Buffer) => void, isFirst = false) {
  let left: Buffer = Buffer.alloc(0);
  // The first message of a client has no type: the start-up itself.
  let untyped = isFirst;
  return (piece: Buffer): void => {
    left = left.length === 0 ? piece : Buffer.concat([left, piece]);
    for (;;) {
      const head = untyped ? 0 : 1;
      if (left.length < head + 4) return;
      const end = head + left.readInt32BE(head);
      if (left.length < end) return;
      take(untyped ? "" : String.fromCharCode(left[0] ?? 0), left.subarray(head + 4, end));
      untyped = false;
      left = left.subarray(end);
    }
  };
}

/** Counts one connection into a tally: feed it what each side sends. */
export function countConnection(tally: Tally): {
  readonly fromClient: (piece: Buffer) => void;
  readonly fromServer: (piece: Buffer) => void;
} {
  const statements = new Map<string, string>();
  let asked = "";
  tally.connections += 1;
  const trip = (kind: Trip["kind"]): void => {
    tally.trips.push({ sql: asked, kind });
    if (kind === "query") asked = "";
  };
  const fromClient = messageReader((type, body) => {
    if (type === "P") {
      const name = text(body);
      asked = text(body, Buffer.byteLength(name) + 1);
      statements.set(name, asked);
    } else if (type === "B") {
      const portal = text(body);
      asked = statements.get(text(body, Buffer.byteLength(portal) + 1)) ?? asked;
    } else if (type === "Q") {
      asked = text(body);
      trip("query");
    } else if (type === "S") trip("query");
    else if (type === "H") trip("describe");
  }, true);
  const fromServer = messageReader((type) => {
    if (type === "Z") tally.ready += 1;
  });
  return { fromClient, fromServer };
}
