// The matrix on sockets: every frame and command of the contract, sent by every caller, answers as the table says; what
// is refused changes nothing, and no frame tells of somebody else.
import { strict as assert } from "node:assert";
import { beforeAll, describe, expect, test } from "vitest";
import { anonymous, type Client } from "../support/client.ts";
import { refusedHandshake, Socket } from "../support/socket.ts";
import type { Ids, World } from "../system/cases.ts";
import {
  cellOfFrame,
  deletedAnswers,
  expiredAnswers,
  names,
  type Cells,
  type Name,
} from "./ended-sockets.ts";
import { callers, frameTable, type Caller } from "./expected.ts";
import { frameCases } from "./frame-cases.ts";
import {
  makeDeleted,
  makeExpired,
  makeStranger,
  secondTrack,
  tellsOf,
  worldOf,
  type Stranger,
} from "./people.ts";
import { digestsOf } from "./rows.ts";
import { cellOf, linesOf } from "./table.ts";

const lines = linesOf(frameTable);

let worlds: Record<"guest" | "account", World>;
let stranger: Stranger;
let beside: Ids;
let ended: Readonly<Record<"expired" | "deleted", Cells>>;

beforeAll(async () => {
  const [one, other] = await Promise.all([worldOf.guest(), worldOf.account()]);
  worlds = { guest: one, account: other };
  stranger = await makeStranger();
  beside = await secondTrack(one.owner);
  const before = await rowsOf(everybody());
  const [expired, deleted] = await Promise.all([expiredAnswers(one), deletedAnswers(one)]);
  assert.deepEqual(await rowsOf(everybody()), before, "an ended sign-in changed something");
  ended = { expired, deleted };
}, 120_000);

/** One caller of a frame: the socket, the ids they name, and whose world they may change. */
interface Call {
  readonly socket: Socket;
  readonly ids: Ids;
  readonly owner?: World;
  readonly claim?: object;
}

type Asking = Exclude<Caller, "nobody" | "expired" | "deleted">;

async function callOf(caller: Asking, name: Name): Promise<Call | undefined> {
  const { channel, fresh, nameless, byChat } = frameCases[name];
  const { ids } = worlds.guest;
  switch (caller) {
    case "guest":
    case "account": {
      const owner = fresh ? await worldOf[caller]() : worlds[caller];
      const socket = await Socket.open(owner.owner, owner.ids.session_id, { channel });
      return { socket, ids: owner.ids, owner };
    }
    case "stranger":
    case "tampered": {
      const socket = await Socket.open(stranger.client, ids.session_id, { channel });
      const claim = { user_id: worlds.guest.owner.user.id };
      return { socket, ids, ...(caller === "tampered" ? { claim } : {}) };
    }
    case "within": {
      if (nameless) return undefined;
      const socket = await Socket.open(stranger.client, stranger.ids.session_id, { channel });
      return { socket, ids };
    }
    default: {
      if (!byChat) return undefined;
      const owner = worlds.guest;
      const socket = await Socket.open(owner.owner, beside.session_id, { channel });
      return { socket, ids: owner.ids, owner };
    }
  }
}

const everybody = (): World[] => Object.values(worlds);
const rowsOf = (of: readonly World[]) => digestsOf(of.map(({ owner }) => owner.user.id));

/** Frames that are answered with those of a turn. */
const readers: ReadonlySet<Name> = new Set(["resume", "stop"]);
const ofTurn: ReadonlySet<string> = new Set(["ai_state", "ai_delta", "ai_response"]);

/** Sends one frame and returns its cell; fails when others are read of, or anything refused was done. */
async function ask(call: Call, name: Name, fields: Readonly<Record<string, unknown>>) {
  const { ends, frames } = frameCases[name];
  const watched = [...new Set([...everybody(), ...(call.owner ? [call.owner] : [])])];
  const before = await rowsOf(watched);
  const sent = { ...fields, ...call.claim };

  // A worker may be quicker with a frame of the turn than the function that accepted it.
  const opensTurn = ends !== undefined && !readers.has(name);
  const first = await call.socket.first(sent, ({ type }) => !opensTurn || !ofTurn.has(type));

  const isRefused = first.type === "error";
  if (!isRefused && ends !== undefined) await call.socket.next(ends);
  const others = watched.filter((world) => world !== call.owner);
  // Frames repeat the ids they were asked by, and the session key their socket was opened with.
  const known = JSON.stringify(frames(call.ids)) + call.ids.session_id + JSON.stringify(call.claim);
  const told = others.flatMap((world) =>
    call.socket.frames.flatMap((frame) => tellsOf(world, JSON.stringify(frame), known)),
  );
  expect(told, "a frame tells of somebody else").toEqual([]);
  const untouched = isRefused ? watched : others;
  const ids = new Set(untouched.map(({ owner }) => owner.user.id));
  const kept = Object.entries(before).filter(([id]) => ids.has(id));
  expect(await rowsOf(untouched), "changed what it must not").toEqual(Object.fromEntries(kept));
  return cellOfFrame(first);
}

describe("every frame, sent by every caller", () => {
  test.each(names)(
    "%s answers as the table says",
    async (name) => {
      const answered: Partial<Record<Caller, string>> = {};
      for (const caller of callers) {
        if (caller === "nobody") answered[caller] = "-";
        else if (caller === "expired" || caller === "deleted") {
          answered[caller] = ended[caller].get(name) ?? "-";
        } else {
          const call = await callOf(caller, name);
          const answers: string[] = [];
          for (const frame of call === undefined ? [] : frameCases[name].frames(call.ids)) {
            if (call) answers.push(await ask(call, name, frame));
          }
          answered[caller] = cellOf(answers);
        }
      }
      expect(answered).toEqual(lines.get(name));
    },
    60_000,
  );
});

describe.each(["chat", "switch"] as const)("opening a socket on the %s channel", (channel) => {
  test("answers as the table says", async () => {
    const { guest: world, account } = worlds;
    const key = world.ids.session_id;
    const opened = async (client: Client, name = key, query = ""): Promise<string> => {
      await (await Socket.open(client, name, { channel, query })).close();
      return "ok";
    };
    const refused = async (client: Client) =>
      String(await refusedHandshake(client, key, { channel }));
    const before = await rowsOf(everybody());

    const answered = {
      nobody: await refused(anonymous()),
      expired: await refused(await makeExpired(world.owner)),
      deleted: await refused(await makeDeleted()),
      guest: await opened(world.owner),
      account: await opened(account.owner, account.ids.session_id),
      stranger: await opened(stranger.client),
      tampered: await opened(stranger.client, key, `?user_id=${world.owner.user.id}`),
      within: "-",
      beside: "-",
    };

    expect(answered).toEqual(lines.get(channel === "chat" ? "connect" : "connect_switch"));
    expect(await rowsOf(everybody())).toEqual(before);
  });
});
