// Every row of the contract, from one table: the right request, strangers, and sign-ins that are none.
import { routes, type RouteName } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import { beforeAll, describe, expect, test } from "vitest";
import { anonymous, guest, type Client } from "../support/client.ts";
import { storedFor } from "../support/database.ts";
import type { AnyRequest } from "../support/http.ts";
import { expiredToken, forgedToken, tokenFor } from "../support/token.ts";
import { cases, makeWorld, type Ids, type World } from "./cases.ts";

const rows = Object.entries<Route>(routes) as [RouteName, Route][];
const named = rows.filter(([name]) => cases[name].naming !== undefined);
const protectedRows = rows.filter(([, { auth }]) => auth === "required" || auth === "claims");
const withBearer = rows.filter(([, { auth }]) => auth !== "none" && auth !== "optional");
const open = rows.filter(([, { auth }]) => auth === "none" || auth === "optional");

test("every row of the contract has a case", () => {
  expect(Object.keys(cases).toSorted()).toEqual(Object.keys(routes).toSorted());
});

describe.each(rows)("%s", (name) => {
  test("answers a valid request as its row says", async () => {
    const world = await makeWorld();
    const client = cases[name].anonymous ? anonymous() : world.owner;
    const answer = await client.send(name, cases[name].request(world));
    expect(answer.status).toBe(cases[name].status ?? 200);
  });
});

describe("a stranger's id answers exactly as an unknown one", () => {
  const unknown = (): Ids => ({
    id: crypto.randomUUID(),
    session_id: crypto.randomUUID(),
    chat_id: crypto.randomUUID(),
    plan_id: crypto.randomUUID(),
    question_id: crypto.randomUUID(),
    answer_id: crypto.randomUUID(),
    job_id: crypto.randomUUID(),
    module_id: crypto.randomUUID(),
    lesson_id: crypto.randomUUID(),
    assignment_id: crypto.randomUUID(),
  });

  test.each(named)("%s", async (name) => {
    const { owner, track, ids } = await makeWorld();
    const stranger = await guest();
    const requests = (ids: Ids): readonly AnyRequest[] => cases[name].naming?.(ids) ?? [];
    const answers = async (ids: Ids): Promise<unknown[]> => {
      const all: unknown[] = [];
      for (const request of requests(ids)) {
        const { status, body } = await stranger.send(name, request);
        all.push({ status, ...(body as object), request_id: null });
      }
      return all;
    };
    const before = await storedFor(owner.user.id);

    const ofStranger = await answers(ids);

    expect(ofStranger).toEqual(await answers(unknown()));
    expect(await storedFor(owner.user.id)).toEqual(before);
    expect(await owner.ok("getTrack", { params: { id: track.id } })).toEqual(
      (await owner.ok("listTracks"))[0],
    );
  });
});

describe("an invalid sign-in", () => {
  let world: World;
  let stored: Record<string, number>;

  beforeAll(async () => {
    world = await makeWorld();
    stored = await storedFor(world.owner.user.id);
  });

  const nothingStored = async (): Promise<void> => {
    expect(await storedFor(world.owner.user.id)).toEqual(stored);
  };
  const send = (client: Client, name: RouteName) => client.send(name, cases[name].request(world));

  test.each(protectedRows)("%s refuses a request without a token", async (name) => {
    await anonymous().refused("not_signed_in", name, cases[name].request(world));
    await nothingStored();
  });

  test.each(withBearer)("%s refuses garbage for a token", async (name) => {
    for (const token of ["garbage", "a.b.c", await forgedToken(world.owner.user.id)]) {
      await anonymous({ token }).refused("invalid_token", name, cases[name].request(world));
    }
    await nothingStored();
  });

  test.each(withBearer)("%s refuses a token that has expired", async (name) => {
    const token = await expiredToken(world.owner.user.id);
    await anonymous({ token }).refused("token_expired", name, cases[name].request(world));
    await nothingStored();
  });

  test.each(withBearer)("%s refuses the token of a deleted user", async (name) => {
    const client = anonymous({ token: await tokenFor(crypto.randomUUID()) });
    await client.refused("invalid_token", name, cases[name].request(world));
    await nothingStored();
  });

  test.each(open)("%s needs no token and ignores a bad one", async (name) => {
    const without = await send(anonymous(), name);
    const withGarbage = await send(anonymous({ token: "garbage" }), name);
    expect(withGarbage.status).toBe(without.status);
  });
});
