// A socket does not outlive its sign-in: whatever ends it closes the socket, which is told why.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browser, guest, password, registered, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { newKey, track } from "../support/learning.ts";
import { ownStack, type OwnStack } from "../support/own-stack.ts";
import { refusedHandshake, Socket } from "../support/socket.ts";
import { tokenFor } from "../support/token.ts";
import { until } from "../support/until.ts";

/** What a socket was told before it was closed. */
async function farewell(socket: Socket): Promise<string> {
  const { code } = await socket.next("error");
  await socket.closeCode();
  return code;
}

const signedInAgain = async (client: Client): Promise<Client> => {
  const body = { email: client.user.email, password };
  const { access_token } = await client.with({ token: null, jar: null }).ok("login", { body });
  return client.with({ token: access_token, jar: null });
};

describe("signing out everywhere", () => {
  test("closes the sockets of every tab and device, and ends every token", async () => {
    const phone = await browser();
    const laptop = await signedInAgain(phone);
    const key = newKey();
    const tabs = [
      await Socket.open(phone, key),
      await Socket.open(phone, key, { channel: "switch" }),
      await Socket.open(laptop, newKey()),
    ];
    const bystander = await Socket.open(await guest(), key);

    const { headers } = await laptop.answer("logoutEverywhere");

    expect(await Promise.all(tabs.map(farewell))).toEqual([
      "signed_out",
      "signed_out",
      "signed_out",
    ]);
    expect(headers.getSetCookie().every((line) => line.includes("Max-Age=0"))).toBe(true);
    await laptop.refused("invalid_token", "me");
    await phone.refused("invalid_token", "me");
    await phone.refused("invalid_token", "refresh");
    expect(await refusedHandshake(laptop, key)).toBe(401);
    expect(bystander.isOpen).toBe(true);
    await (await signedInAgain(phone)).ok("me");
  });

  test("removes the closed sockets' connections, so that nothing is posted to them", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await Socket.open(client, made.session_id);
    await client.ok("logoutEverywhere");
    await farewell(socket);
    const [row] = await database()<{ token_version: number }[]>`
      select token_version from users where id = ${client.user.id}`;
    const back = client.with({
      token: await tokenFor(client.user.id, { version: row?.token_version ?? 0 }),
    });
    const state = await back.ok("getActiveChat", { params: { id: made.session_id } });
    expect(state.is_active).toBe(false);
  });
});

describe("signing out on one device", () => {
  test("closes this device's sockets and no other's", async () => {
    const phone = await browser();
    const laptop = await signedInAgain(phone);
    const [here, there] = [await Socket.open(phone, newKey()), await Socket.open(laptop, newKey())];

    await phone.ok("logout");

    expect(await farewell(here)).toBe("signed_out");
    await there.quiet();
    expect(there.isOpen).toBe(true);
  });

  test("needs no cookie where there is a token", async () => {
    const client = await registered();
    const socket = await Socket.open(client, newKey());
    await client.ok("logout");
    expect(await farewell(socket)).toBe("signed_out");
  });
});

test("changing the password signs every other device out and lets this one go on", async () => {
  const phone = await browser();
  const laptop = await signedInAgain(phone);
  const [here, there] = [await Socket.open(phone, newKey()), await Socket.open(laptop, newKey())];

  const changed = await phone.ok("changePassword", {
    body: { current_password: password, new_password: "another horse 2" },
  });

  expect(await farewell(here)).toBe("sign_in_replaced");
  expect(await farewell(there)).toBe("signed_out");
  expect(changed.user).toEqual(phone.user);
  expect((await Socket.open(phone, newKey())).isOpen).toBe(true);
  await laptop.refused("invalid_token", "me");
  const body = { email: phone.user.email, password };
  await laptop.refused("invalid_credentials", "login", { body });
  await laptop.ok("login", { body: { ...body, password: "another horse 2" } });
});

test("a stolen refresh token that comes back closes its device's sockets", async () => {
  const client = await browser();
  const stolen = client.jar?.get("sign_in_refresh") ?? "";
  await client.ok("refresh");
  await client.ok("refresh");
  const socket = await Socket.open(client, newKey());
  const headers = { cookie: `sign_in_refresh=${stolen}` };
  await client.with({ jar: null }).refused("invalid_token", "refresh", { headers });
  expect(await farewell(socket)).toBe("signed_out");
});

test("deleting the user closes the sockets", async () => {
  const client = await guest();
  const socket = await Socket.open(client, newKey());
  await client.ok("deleteMe");
  expect(await farewell(socket)).toBe("signed_out");
  expect(await refusedHandshake(client, newKey())).toBe(401);
});

describe("a sign-in that expires", () => {
  let own: OwnStack;
  beforeAll(async () => {
    // The clock that calls the sweep every minute goes faster here.
    own = await ownStack({ scheduleEveryMs: 500 });
  });
  afterAll(() => own.stack.stop());

  test("closes its own socket only, without any frame from the client", async () => {
    const { target } = own;
    const client = await guest({ target });
    const token = await tokenFor(client.user.id, { seconds: 3, target });
    const short = await Socket.open(client.with({ token }), newKey());
    const long = await Socket.open(client, newKey());

    expect(await farewell(short)).toBe("token_expired");

    await long.quiet();
    expect(long.isOpen).toBe(true);
  });

  test("stops answers to its socket at once", async () => {
    const { target } = own;
    const client = await guest({ target });
    const made = await track(client);
    const token = await tokenFor(client.user.id, { seconds: 2, target });
    const socket = await Socket.open(client.with({ token }), made.session_id);
    await until(
      async () => {
        const state = await client.ok("getActiveChat", { params: { id: made.session_id } });
        return !state.is_active;
      },
      { what: "the expiry" },
    );
    expect(await farewell(socket)).toBe("token_expired");
  });
});
