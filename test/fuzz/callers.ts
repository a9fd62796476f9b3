// Who the fuzzer is: no one, a guest, an owner with an account; each with things to name, renewed when they are used up.
import { routes, type RouteName } from "@ai-learning/protocol/http";
import { guest, newPerson, type Client } from "../support/client.ts";
import { Jar } from "../support/jar.ts";
import { planned, say } from "../support/learning.ts";
import type { Target } from "../support/target.ts";

export const callers = ["nobody", "guest", "account"] as const;
export type Caller = (typeof callers)[number];

/** Somebody, and the ids of what is theirs. */
export interface Person {
  readonly client: Client;
  readonly jar: Jar;
  readonly ids: Readonly<Record<string, string>>;
}

async function makePerson(target: Target, withAccount: boolean): Promise<Person> {
  const jar = new Jar();
  const client = (await guest({ target, jar })).with({ jar: null });
  if (withAccount) await client.ok("register", { body: newPerson() });
  const track = await planned(client);
  const { message_id: answer_id, reply_to } = await say(client, track, "Why clay?");
  const { id, session_id, chat_id } = track;
  const ids = { id, session_id, chat_id, answer_id, question_id: reply_to ?? "" };
  return { client, jar, ids: { ...ids, user_id: client.user.id } };
}

/** Accepted requests of a person before they are renewed: lists stay short. */
const mostAccepted = 150;

/** A request, as it was really sent. */
interface Asked {
  readonly method: string;
  readonly path: string;
}

export class Callers {
  readonly #target: Target;
  readonly #people = new Map<Caller, Person>();
  readonly #accepted = new Map<Caller, number>();
  #generation = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  /** Counts up when anybody was renewed: sockets of theirs have to be opened anew. */
  get generation(): number {
    return this.#generation;
  }

  /** The caller, and another user whose ids the case may name. Nobody names a guest's ids. */
  async of(caller: Caller): Promise<{ own: Person; other: Person }> {
    const [guest, account] = [await this.#person("guest"), await this.#person("account")];
    return caller === "account" ? { own: account, other: guest } : { own: guest, other: account };
  }

  /** A caller's frame or request was accepted; what ends them, or has them speak to another model, renews them. */
  accepted(caller: Caller, asked: Asked | null): void {
    const count = (this.#accepted.get(caller) ?? 0) + 1;
    this.#accepted.set(caller, count);
    if (count >= mostAccepted || (asked !== null && usesUp(asked))) this.#people.delete(caller);
  }

  async #person(caller: Caller): Promise<Person> {
    const known = this.#people.get(caller);
    if (known !== undefined) return known;
    const made = await makePerson(this.#target, caller === "account");
    this.#people.set(caller, made);
    this.#accepted.set(caller, 0);
    this.#generation += 1;
    return made;
  }
}

const using = [
  "register",
  "logoutEverywhere",
  "deleteMe",
  "changePassword",
  "deleteTrack",
  "setUserConfig",
] as const satisfies readonly RouteName[];

/** By what was really asked: a case of another route may have been given this one's method. */
const usesUp = (asked: Asked): boolean =>
  using.some((name) => {
    const { method, path } = routes[name];
    const pattern = path.replaceAll(/\{\w+\}/g, "[^/?]+");
    return asked.method === method && new RegExp(`^${pattern}/?(?:\\?|$)`).test(asked.path);
  });

/** A text with real ids where the arbitraries left names for them. */
export const placedIn = (text: string, { own, other }: { own: Person; other: Person }): string =>
  text.replace(
    /@(own|other)\.(\w+)@/g,
    (whole, whose: "own" | "other", name: string) =>
      (whose === "own" ? own : other).ids[name] ?? whole,
  );
