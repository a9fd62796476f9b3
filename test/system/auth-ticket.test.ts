// A ticket opens one socket, once and soon, for a client that can send neither a header nor a cookie.
import { expect, test } from "vitest";
import { anonymous, browser, guest } from "../support/client.ts";
import { ageTicket, connectionsText } from "../support/connections.ts";
import { newKey, planned } from "../support/learning.ts";
import { refusedHandshake, Socket } from "../support/socket.ts";
import { tokenFor } from "../support/token.ts";

const queryOf = (ticket: string): string => `?ticket=${encodeURIComponent(ticket)}`;

test("a ticket alone opens a socket for the user who requested it", async () => {
  for (const client of [await guest(), await browser()]) {
    const made = await planned(client);
    const { ticket, expires_in } = await client.ok("ticket");
    expect(expires_in).toBe(30);
    expect(ticket).toMatch(/^[A-Za-z0-9_-]{43}$/);

    const socket = await Socket.open(anonymous(), made.session_id, { query: queryOf(ticket) });

    const restored = await socket.ask({ type: "restore_chat" }, "chat_restored");
    expect(restored.chat_id).toBe(made.chat_id);
  }
});

test("a ticket opens the switch socket too", async () => {
  const { ticket } = await (await guest()).ok("ticket");
  const options = { channel: "switch", query: queryOf(ticket) } as const;
  expect((await Socket.open(anonymous(), newKey(), options)).isOpen).toBe(true);
});

test("a ticket is accepted once, also when ten sockets present it at the same time", async () => {
  const { ticket } = await (await guest()).ok("ticket");
  const tries = Array.from({ length: 10 }, () =>
    Socket.open(anonymous(), newKey(), { query: queryOf(ticket) }).then(
      () => true,
      () => false,
    ),
  );
  expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  expect(await refusedHandshake(anonymous(), newKey(), { query: queryOf(ticket) })).toBe(401);
});

test("a ticket expires after thirty seconds", async () => {
  const client = await guest();
  const { ticket: fresh } = await client.ok("ticket");
  await ageTicket(fresh, 20);
  expect((await Socket.open(anonymous(), newKey(), { query: queryOf(fresh) })).isOpen).toBe(true);

  const { ticket: late } = await client.ok("ticket");
  await ageTicket(late, 31);
  expect(await refusedHandshake(anonymous(), newKey(), { query: queryOf(late) })).toBe(401);
});

test.each([["garbage"], ["x".repeat(43)], ["'; drop table users"], ["x".repeat(500)]])(
  "a ticket of %s is refused",
  async (ticket) => {
    expect(await refusedHandshake(anonymous(), newKey(), { query: queryOf(ticket) })).toBe(401);
  },
);

test("a ticket of an ended sign-in is refused, and so is a ticket used from a foreign page", async () => {
  const client = await guest();
  const { ticket: over } = await client.ok("ticket");
  const { ticket: foreign } = await client.ok("ticket");
  const headers = { origin: "http://foreign.example" };
  const options = { query: queryOf(foreign), headers };
  expect(await refusedHandshake(anonymous(), newKey(), options)).toBe(403);
  await client.ok("logoutEverywhere");
  expect(await refusedHandshake(anonymous(), newKey(), { query: queryOf(over) })).toBe(401);
});

test("a socket opened by ticket ends with the sign-in the ticket was made with", async () => {
  const client = await guest();
  const short = client.with({ token: await tokenFor(client.user.id, { seconds: 2 }) });
  const { ticket } = await short.ok("ticket");
  const socket = await Socket.open(anonymous(), newKey(), { query: queryOf(ticket) });
  const told = async (): Promise<string> => {
    for (;;) {
      const frame = await socket.first({ type: "ping" });
      if (frame.type === "error") return frame.code;
    }
  };
  expect(await told()).toBe("token_expired");
  await socket.closeCode();
});

test("a ticket is not stored in plain text", async () => {
  const { ticket } = await (await guest()).ok("ticket");
  expect(await connectionsText()).not.toContain(ticket);
});
