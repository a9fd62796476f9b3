// Names that clients choose are names of one user: whoever uses another's session key or idempotency key has things of
// their own under it, and the other's stay as they are.
import { beforeAll, expect, test } from "vitest";
import { guest, password, registered } from "../support/client.ts";
import { Socket } from "../support/socket.ts";
import type { World } from "../system/cases.ts";
import { makeStranger, tellsOf, worldOf, type Stranger } from "./people.ts";
import { digestsOf } from "./rows.ts";

let world: World;
let stranger: Stranger;

beforeAll(async () => {
  [world, stranger] = await Promise.all([worldOf.account(), makeStranger()]);
}, 60_000);

const rowsOfOwner = () => digestsOf([world.owner.user.id]);

test("a stranger who uses the owner's session key works only on their own data", async () => {
  const key = world.ids.session_id;
  const { client, ids } = stranger;
  const before = await rowsOfOwner();
  const body = { session_id: key };

  const socket = await Socket.open(client, key, { channel: "switch" });
  const made = await client.ok("createChat", { body: { ...body, chat_name: "Mine" } });
  const command = { command: "switch_chat", chat_id: made.id };
  expect((await socket.ask(command, "chat_switched")).chat_id).toBe(made.id);
  await client.ok("switchChat", { params: { id: key }, body: { chat_id: made.id } });
  const answers = [
    await client.ok("getActiveChat", { params: { id: key } }),
    await client.ok("listSessionChats", { params: { id: key } }),
    await client.ok("setSessionStatus", { params: { id: key }, query: { status: "paused" } }),
    await client.ok("chatResponse", { body: { ...body, message: "Which clay?" } }),
    await client.ok("welcome", { body: { ...body, track_id: ids.id, skill_area: "Clay" } }),
    await client.ok("restoreChat", { params: { id: key } }),
    await client.ok("finalize", { body: { ...body, track_id: ids.id } }),
    await client.ok("listSessions"),
    await client.ok("listUserChats"),
  ];

  const active = await world.owner.ok("getActiveChat", { params: { id: key } });
  expect(answers[0]).toMatchObject({ active_chat_id: made.id });
  expect(active.active_chat_id).toBe(world.ids.chat_id);
  expect(tellsOf(world, JSON.stringify(answers), key)).toEqual([]);
  expect(await rowsOfOwner()).toEqual(before);
});

test("another user's chat requested with one's own track is refused and leaves the socket unbound", async () => {
  const { client, ids } = await makeStranger();
  const socket = await Socket.open(client, crypto.randomUUID());
  const both = [client.user.id, world.owner.user.id];
  const before = await digestsOf(both);

  for (const chat_id of [world.ids.chat_id, crypto.randomUUID()]) {
    const frame = { type: "restore_chat", track_id: ids.id, chat_id };
    expect((await socket.ask(frame, "error")).code).toBe("chat_not_found");
  }
  expect(await digestsOf(both)).toEqual(before);
});

test("a stranger who uses the owner's idempotency key gets a plan of their own", async () => {
  const headers = { "idempotency-key": "plan-of-today" };
  const other = await makeStranger();
  await world.owner.ok("generatePlan", { body: { track_id: world.ids.id }, headers });
  const before = await rowsOfOwner();

  const plan = { body: { track_id: other.ids.id }, headers };
  const first = await other.client.ok("generatePlan", plan);
  const again = await other.client.ok("generatePlan", plan);

  expect(again.plan).toEqual(first.plan);
  expect(await rowsOfOwner()).toEqual(before);
});

test("a stranger's request does not free the idempotency key of an owner's that failed", async () => {
  const headers = { "idempotency-key": "plan-that-failed" };
  const body = { track_id: world.ids.id, user_expectations: "[error 500]" };
  await world.owner.refused("model_unavailable", "generatePlan", { body, headers });
  const before = await rowsOfOwner();
  const other = await makeStranger();

  await other.client.ok("generatePlan", { body: { track_id: other.ids.id }, headers });

  expect(await rowsOfOwner()).toEqual(before);
});

test("a new guest starts with an unused budget", async () => {
  const { spent, reserved } = await (await guest()).ok("usage");
  expect({ spent, reserved }).toEqual({ spent: 0, reserved: 0 });
});

test("changing a password and absorbing a guest leave other users unchanged", async () => {
  const account = await registered();
  const absorbed = (await makeStranger()).client;
  const before = await rowsOfOwner();

  const body = { current_password: password, new_password: "correct horse 2" };
  await account.ok("changePassword", { body });
  const login = { email: account.user.email, password: body.new_password };
  const { user, access_token } = await absorbed.ok("login", { body: login });

  expect(user.id).toBe(account.user.id);
  expect(await rowsOfOwner()).toEqual(before);
  const signedIn = account.with({ token: access_token });
  const named = { params: { id: world.ids.session_id } };
  await signedIn.refused("session_not_found", "getActiveChat", named);
});

test("deleting a guest deletes all of its data and no other user's", async () => {
  const { client } = await makeStranger();
  const before = await rowsOfOwner();

  await client.ok("deleteMe");

  expect(await rowsOfOwner()).toEqual(before);
});

test("a stranger who names the owner's track title does not find the owner's track", async () => {
  const other = await guest();
  const before = await rowsOfOwner();

  const body = { session_id: "a-new-key", skill_area: world.track.title };
  const answer = await other.ok("welcome", { body });
  const sessions = await other.ok("listSessions");

  expect(sessions).toMatchObject([{ track_id: "" }]);
  expect(tellsOf(world, JSON.stringify([answer, sessions]), body.skill_area)).toEqual([]);
  expect(await rowsOfOwner()).toEqual(before);
});

test("changing one of a user's own model settings keeps the others", async () => {
  const { client } = await makeStranger();
  const model = {
    model_name: "mine",
    base_url: "https://own.example/v1",
    api_key: "sk-mine-01234",
  };
  await client.ok("setUserConfig", { body: model });

  const changed = await client.ok("setUserConfig", { body: { temperature: 0.5 } });

  expect(changed).toMatchObject({ model_name: "mine", temperature: 0.5, key_hint: "…1234" });
  const none = await guest();
  await none.refused("invalid_request", "setUserConfig", { body: { temperature: 0.5 } });
  expect(await none.ok("userConfig")).toMatchObject({ has_custom_key: false, key_hint: null });
});
