// Sockets whose sign-in ended after they had opened: one for each frame of the contract, and what it was answered.
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import { guest, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { Socket } from "../support/socket.ts";
import { tokenFor } from "../support/token.ts";
import { until } from "../support/until.ts";
import type { World } from "../system/cases.ts";
import { frameCases } from "./frame-cases.ts";

export type Name = keyof typeof frameCases;
export const names = Object.keys(frameCases) as Name[];
export type Cells = ReadonlyMap<Name, string>;

export const cellOfFrame = (frame: ServerFrame): string =>
  frame.type === "error" ? frame.code : frame.type;

const open = (client: Client, key: string): Promise<[Name, Socket][]> =>
  Promise.all(
    names.map(async (name): Promise<[Name, Socket]> => {
      const { channel } = frameCases[name];
      return [name, await Socket.open(client, key, { channel, kept: true })];
    }),
  );

/** Sends each socket its frame. A socket may have been told of its end before. */
const answers = async (sockets: readonly [Name, Socket][], { ids }: World): Promise<Cells> =>
  new Map(
    await Promise.all(
      sockets.map(async ([name, socket]): Promise<[Name, string]> => {
        const [frame] = frameCases[name].frames(ids);
        if (frame && socket.isOpen && socket.frames.length === 0) socket.send(frame);
        return [name, cellOfFrame(await until(() => socket.frames[0], { what: name }))];
      }),
    ),
  );

/** Long enough to open a socket for each frame with it, on a machine that is busy. */
const shortSeconds = 8;

/** Of an owner whose token runs out. */
export async function expiredAnswers(world: World): Promise<Cells> {
  const token = await tokenFor(world.owner.user.id, { seconds: shortSeconds });
  const over = Date.now() + (shortSeconds + 1) * 1000;
  const sockets = await open(world.owner.with({ token }), world.ids.session_id);
  await until(() => Date.now() > over, { what: "the end of the short sign-in" });
  return answers(sockets, world);
}

/** Of a user who is deleted by the back door: over the front one the sockets would be closed. */
export async function deletedAnswers(world: World): Promise<Cells> {
  const leaving = await guest();
  const sockets = await open(leaving, world.ids.session_id);
  await database()`select delete_user(jsonb_build_object('user_id', ${leaving.user.id}::uuid))`;
  return answers(sockets, world);
}
