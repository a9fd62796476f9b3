// Who calls: two owners, each with a world; strangers; and sign-ins that are none any more.
import { strict as assert } from "node:assert";
import { anonymous, guest, newPerson, type Client } from "../support/client.ts";
import { track } from "../support/learning.ts";
import { expiredToken } from "../support/token.ts";
import { makeWorld, type Ids, type World } from "../system/cases.ts";

/** Somebody with a track, and with nothing said in it yet. */
export interface Stranger {
  readonly client: Client;
  readonly ids: Ids;
}

export async function makeStranger(): Promise<Stranger> {
  const client = await guest();
  return { client, ids: await secondTrack(client) };
}

/** Another track of somebody, whose chat has no messages to name. */
export async function secondTrack(client: Client): Promise<Ids> {
  const { id, session_id, chat_id } = await track(client);
  const none = crypto.randomUUID();
  return {
    id,
    session_id,
    chat_id,
    plan_id: none,
    question_id: none,
    answer_id: none,
    job_id: none,
    module_id: none,
    lesson_id: none,
    assignment_id: none,
  };
}

/** A world whose owner has an account. */
export async function makeAccountWorld(): Promise<World> {
  const world = await makeWorld();
  const user = (await world.owner.ok("register", { body: newPerson() })).user;
  assert.equal(user.id, world.owner.user.id);
  return { ...world, owner: world.owner.with({ user }) };
}

/** Of a guest's world and an account's, as the table's columns ask. */
export const worldOf = { guest: makeWorld, account: makeAccountWorld } as const;

/** A client whose user deleted itself. */
export async function makeDeleted(): Promise<Client> {
  const client = await guest();
  await client.ok("deleteMe");
  return client;
}

export const makeExpired = async (owner: Client): Promise<Client> =>
  anonymous({ token: await expiredToken(owner.user.id) });

/** What tells of a world's owner: no other caller may read it, unless they sent it themselves. */
export function tellsOf(world: World, text: string, sent: string): string[] {
  const { owner, track: of, ids } = world;
  const marks = [...Object.values(ids), owner.user.id, owner.user.email, of.title];
  return marks.filter((mark) => !sent.includes(mark) && text.includes(mark));
}
