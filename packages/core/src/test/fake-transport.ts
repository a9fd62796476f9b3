// Connections without a network: what was posted to each, and how each behaves.
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import type { Connection } from "../connection/connection.ts";
import type { Transport } from "../turn/transport.ts";

/** A connection of a tab, unless said otherwise one that understands deltas. */
export const connection = (id: string, given: Partial<Connection> = {}): Connection => ({
  connection_id: id,
  user_id: "user",
  session_id: "session",
  session_key: `key-${id}`,
  channel: "chat",
  protocol: 2,
  token_version: 1,
  token_expires_at: 2_000_000_000,
  family: null,
  expires_at: 2_000_000_000,
  ...given,
});

type Frame<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;

export class FakeTransport implements Transport {
  readonly posted: { readonly to: string; readonly frame: ServerFrame }[] = [];
  readonly removed: string[] = [];
  /** Sessions in the order in which they were read. */
  readonly read: string[] = [];
  /** Posts under way to each connection, and the most there ever were. */
  readonly inFlight = new Map<string, number>();
  maxInFlight = 0;
  /** What a post to a connection does: true, false for gone, or a failure; it may take its time. */
  behave: (connectionId: string, frame: ServerFrame) => Promise<boolean> = () =>
    Promise.resolve(true);
  readonly sessions = new Map<string, Connection[]>();
  isDown = false;

  constructor(...connections: readonly Connection[]) {
    for (const one of connections) this.open(one);
  }

  open(one: Connection): void {
    this.sessions.set(one.session_id, [...(this.sessions.get(one.session_id) ?? []), one]);
  }

  connectionsOf(sessionId: string): Promise<Connection[]> {
    this.read.push(sessionId);
    if (this.isDown) return Promise.reject(new Error("no table"));
    return Promise.resolve(this.sessions.get(sessionId) ?? []);
  }

  async post(connectionId: string, frame: ServerFrame): Promise<boolean> {
    const now = (this.inFlight.get(connectionId) ?? 0) + 1;
    this.inFlight.set(connectionId, now);
    this.maxInFlight = Math.max(this.maxInFlight, now);
    try {
      const isThere = await this.behave(connectionId, frame);
      if (isThere) this.posted.push({ to: connectionId, frame });
      return isThere;
    } finally {
      this.inFlight.set(connectionId, now - 1);
    }
  }

  remove(one: Connection): Promise<void> {
    this.removed.push(one.connection_id);
    this.sessions.set(
      one.session_id,
      (this.sessions.get(one.session_id) ?? []).filter(
        (other) => other.connection_id !== one.connection_id,
      ),
    );
    return Promise.resolve();
  }

  /** Frames of a type that a connection got, in order. */
  framesOf<T extends ServerFrame["type"]>(connectionId: string, type: T): Frame<T>[] {
    return this.posted.flatMap(({ to, frame }) =>
      to === connectionId && frame.type === type ? [frame as Frame<T>] : [],
    );
  }

  /** The text that the deltas to a connection add up to; fails on a gap. */
  textOf(connectionId: string): string {
    return this.framesOf(connectionId, "ai_delta").reduce((text, delta) => {
      if (delta.offset > text.length) throw new Error(`a gap before offset ${delta.offset}`);
      return text.slice(0, delta.offset) + delta.text;
    }, "");
  }
}
