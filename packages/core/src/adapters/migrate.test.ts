// What `migrate` says of a pooler of transactions, played here as far as it is asked.
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrate } from "./migrate.ts";

const server = vi.hoisted(() => ({ port: 0 }));
vi.mock("../config.ts", () => ({
  check: () => undefined,
  database: () => ({
    host: "127.0.0.1",
    port: server.port,
    username: "u",
    password: "p",
    database: "d",
    ssl: false,
    authority: "",
    pool: 1,
  }),
}));

/** A message of PostgreSQL's protocol: its letter, its length, what it says. */
const message = (letter: string, ...parts: readonly (string | Buffer | readonly number[])[]) => {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : Buffer.from(part))),
  );
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
};

const idle = message("Z", Buffer.from("I"));
const welcome = Buffer.concat([
  message("R", [0, 0, 0, 0]),
  message("K", [0, 0, 0, 1, 0, 0, 0, 1]),
  idle,
]);
/** One column, an integer named pid; one row, process 47 for every connection. */
const oneProcess = Buffer.concat([
  message("T", [0, 1], "pid", [0, 0, 0, 0, 0, 0, 0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 0]),
  message("D", [0, 1, 0, 0, 0, 2], Buffer.from("47")),
  message("C", "SELECT 1"),
  idle,
]);
/** The driver's own question for types, before ours, finds none. */
const answers: Readonly<Record<string, Buffer>> = {
  Q: oneProcess,
  P: message("1"),
  D: Buffer.concat([message("t", [0, 0]), message("n")]),
  B: message("2"),
  E: message("C", "SELECT 0"),
  S: idle,
};

function play(socket: Socket): void {
  let waiting = Buffer.alloc(0);
  let isWelcomed = false;
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      // The first message has no letter.
      const start = isWelcomed ? 1 : 0;
      if (waiting.length < start + 4) return;
      const end = start + waiting.readInt32BE(start);
      if (waiting.length < end) return;
      const letter = waiting.toString("latin1", 0, 1);
      socket.write(isWelcomed ? (answers[letter] ?? "") : welcome);
      isWelcomed = true;
      waiting = waiting.subarray(end);
    }
  });
}

let pooler: Server;
beforeAll(async () => {
  pooler = createServer(play);
  await new Promise<void>((done) => pooler.listen(0, "127.0.0.1", done));
  server.port = (pooler.address() as AddressInfo).port;
});
afterAll(() => pooler.close());

test("a pooler of transactions is refused before anything changes, in one sentence that says what to do", async () => {
  const error = await migrate({ migrations: "/nowhere", functions: "/nowhere" }).catch(
    (thrown: unknown) => thrown,
  );

  expect(error).toMatchObject({ name: "DatabaseError" });
  expect(String(error)).toMatch(/pooler of transactions: .*the secret DatabaseUrl.*sessions$/);
});
