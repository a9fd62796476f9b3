// What learners asked for and what they were told about it: the side of the verdict that the database must match.

export type AskKind =
  | "text"
  | "edit"
  | "regenerate"
  | "continue"
  | "welcome"
  | "finalization"
  | "lesson";

/** One question to the mentor. Times are milliseconds since 1970. */
export interface Ask {
  readonly kind: AskKind;
  readonly user: string;
  readonly chat: string;
  /** The `client_message_id` of a text or an edit. */
  readonly clientId: string | null;
  readonly text: string | null;
  /** Of what is written anew or goes on: the answer and its attempt on screen. Of a lesson: its text. */
  readonly answerId: string | null;
  readonly attempt: number | null;
  readonly at: number;
  acceptedAt: number | null;
  /** Why the server would not have it. */
  refused: string | null;
}

export interface Journal {
  readonly asks: readonly Ask[];
  readonly add: (ask: Omit<Ask, "at" | "acceptedAt" | "refused">) => Ask;
  /** A learner was told that these ids are stored, or saw them stored. */
  readonly accepted: (clientIds: readonly string[]) => void;
}

export function createJournal(): Journal {
  const asks: Ask[] = [];
  const byId = new Map<string, Ask>();
  return {
    asks,
    add(given) {
      const ask: Ask = { ...given, at: Date.now(), acceptedAt: null, refused: null };
      asks.push(ask);
      if (ask.clientId !== null) byId.set(ask.clientId, ask);
      return ask;
    },
    accepted(clientIds) {
      for (const id of clientIds) {
        const ask = byId.get(id);
        if (ask !== undefined) ask.acceptedAt ??= Date.now();
      }
    },
  };
}
