// The matrix over HTTP: every route of the contract, asked by every caller, answers as the table says; what is refused
// changes nothing of anybody's, and nobody reads or changes what is another's.
import { routes, type RouteName } from "@ai-learning/protocol/http";
import { beforeAll, describe, expect, test } from "vitest";
import { anonymous, type Client } from "../support/client.ts";
import type { AnyRequest } from "../support/http.ts";
import type { Ids, World } from "../system/cases.ts";
import { callers, routeTable, type Caller } from "./expected.ts";
import {
  makeDeleted,
  makeExpired,
  makeStranger,
  secondTrack,
  tellsOf,
  worldOf,
  type Stranger,
} from "./people.ts";
import {
  changesCaller,
  mixedRequest,
  needsOwnWorld,
  rightRequest,
  strangersRequests,
  tampered,
  withoutCookie,
} from "./route-requests.ts";
import { digestsOf } from "./rows.ts";
import { cellOf, linesOf } from "./table.ts";

const lines = linesOf(routeTable);

let worlds: Record<"guest" | "account", World>;
let shared: { stranger: Stranger; deleted: Client; expired: Client; beside: Ids };

beforeAll(async () => {
  const [guest, account] = await Promise.all([worldOf.guest(), worldOf.account()]);
  const [stranger, deleted, expired, beside] = await Promise.all([
    makeStranger(),
    makeDeleted(),
    makeExpired(guest.owner),
    secondTrack(guest.owner),
  ]);
  worlds = { guest, account };
  shared = { stranger, deleted, expired, beside };
}, 120_000);

/** A caller of one row: what they send, and whose world they may change. */
interface Call {
  readonly client: Client;
  readonly requests: readonly AnyRequest[];
  readonly owner?: World;
}

async function callOf(caller: Caller, name: RouteName): Promise<Call> {
  const { guest } = worlds;
  const stranger = changesCaller(name) ? await makeStranger() : shared.stranger;
  switch (caller) {
    case "nobody":
      return { client: anonymous(), requests: [withoutCookie(name, guest)] };
    case "expired":
    case "deleted":
      return { client: shared[caller], requests: [withoutCookie(name, guest)] };
    case "guest":
    case "account": {
      const owner = needsOwnWorld(name) ? await worldOf[caller]() : worlds[caller];
      return { client: owner.owner, requests: [rightRequest(name, owner)], owner };
    }
    case "stranger":
      return { client: stranger.client, requests: strangersRequests(name, guest) };
    case "tampered": {
      const requests = strangersRequests(name, guest).map((request) =>
        tampered(name, request, guest.owner.user.id),
      );
      return { client: stranger.client, requests };
    }
    case "within":
      return { client: stranger.client, requests: mixedRequest(name, stranger.ids, guest.ids) };
    default: {
      const requests = mixedRequest(name, guest.ids, shared.beside);
      return { client: guest.owner, requests, owner: guest };
    }
  }
}

const everybody = (): World[] => Object.values(worlds);
const rowsOf = (of: readonly World[]) => digestsOf(of.map(({ owner }) => owner.user.id));

/** Sends one request and returns its cell; fails when others are read of, or anything refused was done. */
async function ask(name: RouteName, call: Call, request: AnyRequest): Promise<string> {
  const watched = [...new Set([...everybody(), ...(call.owner ? [call.owner] : [])])];
  const before = await rowsOf(watched);

  const { status, body } = await call.client.send(name, request);

  const others = watched.filter((world) => world !== call.owner);
  const sent = JSON.stringify(request);
  const told = others.flatMap((world) => tellsOf(world, JSON.stringify(body), sent));
  expect(told, `${name} tells of somebody else`).toEqual([]);
  const untouched = status === 200 ? others : watched;
  const ids = new Set(untouched.map(({ owner }) => owner.user.id));
  const kept = Object.entries(before).filter(([id]) => ids.has(id));
  expect(await rowsOf(untouched), `${name} changed what it must not`).toEqual(
    Object.fromEntries(kept),
  );
  return status === 200 ? "ok" : (body as { code: string }).code;
}

describe("every route, asked by every caller", () => {
  test.each(Object.keys(routes) as RouteName[])(
    "%s answers as the table says",
    async (name) => {
      const answered: Partial<Record<Caller, string>> = {};
      for (const caller of callers) {
        const call = await callOf(caller, name);
        const answers: string[] = [];
        for (const request of call.requests) answers.push(await ask(name, call, request));
        answered[caller] = cellOf(answers);
      }
      expect(answered).toEqual(lines.get(name));
    },
    60_000,
  );
});

describe("the account data of a sign-in", () => {
  test.each(["guest", "account"] as const)("is the %s's own", async (caller) => {
    const { owner, ids, track } = worlds[caller];
    expect((await owner.ok("me")).id).toBe(owner.user.id);
    expect((await owner.ok("updateMe", { body: { locale: "en" } })).id).toBe(owner.user.id);
    const { tables } = await owner.ok("exportMe");
    expect(tables["users"]).toMatchObject([{ id: owner.user.id }]);
    expect(tables["ai_configurations"]).toMatchObject([{ user_id: owner.user.id }]);
    expect(await owner.ok("listTracks")).toContainEqual(
      expect.objectContaining({ id: track.id, chat_id: ids.chat_id }),
    );
  });
});
