// An answer that is being written is its owner's: nobody else stops it, has it written anew, or reads along.
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { database } from "../support/database.ts";
import { release } from "../support/model.ts";
import { Socket } from "../support/socket.ts";
import { until } from "../support/until.ts";
import type { World } from "../system/cases.ts";
import { makeStranger, worldOf, type Stranger } from "./people.ts";
import { digestsOf } from "./rows.ts";

let world: World;
let stranger: Stranger;

beforeAll(async () => {
  [world, stranger] = await Promise.all([worldOf.guest(), makeStranger()]);
}, 60_000);

const rowsOfOwner = () => digestsOf([world.owner.user.id]);

test("a stranger cannot stop, regenerate or read an answer in progress", async () => {
  const key = crypto.randomUUID();
  onTestFinished(() => release(key));
  const { owner, ids } = world;
  const body = { session_id: ids.session_id, message: `Which clay? [hold ${key}]` };
  const turn = await owner.accepted("chatResponse", { body });
  const { message_id, reply_to } = turn;
  const stands = async () => {
    const messages = await owner.ok("listMessages", { params: { id: ids.chat_id } });
    return messages.find(({ id }) => id === message_id)?.status;
  };
  await until(async () => (await stands()) === "generating", { what: "the worker" });
  // The first checkpoint notes what was asked; from then on nothing changes while the model is silent.
  await until(
    async () => {
      const [call] = await database()`
        select prompt_tokens from ai_calls where message_id = ${message_id}`;
      return call?.["prompt_tokens"];
    },
    { what: "the note of what was asked" },
  );
  const before = await rowsOfOwner();
  const socket = await Socket.open(stranger.client, ids.session_id);

  const edit = { message_id: reply_to ?? "", message: "Mine", client_message_id: "e-1" };
  await stranger.client.refused("message_not_found", "stop", { body: { message_id } });
  for (const route of ["regenerate", "continue"] as const) {
    await stranger.client.refused("message_not_found", route, { body: { message_id, attempt: 0 } });
  }
  await stranger.client.refused("message_not_found", "edit", { body: edit });
  for (const frame of [
    { type: "stop", message_id },
    { type: "regenerate", message_id, attempt: 0 },
    { type: "continue", message_id, attempt: 0 },
    { type: "edit", ...edit },
    { type: "resume", message_id, attempt: 1, offset: 0 },
  ]) {
    expect((await socket.ask(frame, "error")).code).toBe("message_not_found");
  }

  expect(await rowsOfOwner()).toEqual(before);
  await release(key);
  await until(async () => (await stands()) === "complete", { what: "the answer" });
  expect(socket.frames.every(({ type }) => type === "error")).toBe(true);
});
