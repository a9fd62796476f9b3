// Who is told of a turn: the connections of the session that its chat belongs to now.
import type { Connection } from "../connection/connection.ts";
import type { TurnEnd } from "./frames.ts";
import { transport, type Transport } from "./transport.ts";
import type { OpenedOver } from "./turn.sql.ts";

/** What was last read of a turn: where its chat belongs, and who waits for its answer over HTTP. */
export interface Whereabouts {
  readonly session_id: string;
  readonly opened_over: OpenedOver;
  /** What the chat is a study chat of. */
  readonly module_id?: string | null;
}

export class Audience {
  /** The session of the chat; after a merge, first the one it left. */
  #sessions: readonly string[];
  #openedOver: OpenedOver;
  readonly #isStudy: boolean;
  /** The connection that asked: it is told whether or not it is read. */
  readonly asker: Connection | undefined;
  readonly #transport: Transport;

  constructor(turn: Whereabouts, asker?: Connection, over: Transport = transport) {
    this.#sessions = [turn.session_id];
    this.#openedOver = turn.opened_over;
    this.#isStudy = (turn.module_id ?? null) !== null;
    this.asker = asker;
    this.#transport = over;
  }

  /** Takes note of what a statement has just read. */
  update({ session_id, opened_over }: Whereabouts): void {
    const last = this.#sessions.at(-1);
    // Connections move after their session was merged: those that have not yet are still in the old one.
    this.#sessions = last === undefined || last === session_id ? [session_id] : [last, session_id];
    this.#openedOver = opened_over;
  }

  /**
   * The connections as they are now, the asker among them. One query, two where the session has just changed: first of
   * the one that connections leave, so that one that moves meanwhile is found in the other. Throws when they cannot be read.
   */
  async connections(): Promise<Connection[]> {
    const found = new Map<string, Connection>();
    for (const session of this.#sessions) {
      for (const one of await this.#transport.connectionsOf(session)) {
        found.set(one.connection_id, one);
      }
    }
    const { asker } = this;
    if (asker !== undefined && !found.has(asker.connection_id)) {
      found.set(asker.connection_id, asker);
    }
    return [...found.values()];
  }

  /**
   * Whether a connection follows the turn: a client of the original renders its own HTTP reply, and whatever its socket
   * brings as the planning chat's.
   */
  follows(connection: Connection): boolean {
    if (connection.connection_id === this.asker?.connection_id) return true;
    return (
      connection.channel === "chat" &&
      (connection.protocol >= 2 || (!this.#isStudy && this.#openedOver !== "http"))
    );
  }

  /** Whether a connection is told how the turn ended: the original is told of modules also while its request waits. */
  hearsEnd(connection: Connection, end: TurnEnd): boolean {
    const hasModules = end.kind === "finalization" && end.status === "complete";
    return this.follows(connection) || (hasModules && connection.channel === "chat");
  }
}
