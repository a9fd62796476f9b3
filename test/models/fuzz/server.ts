// A server that sends the bytes of random cases as they are: below HTTP, so that it can break it anywhere.
import { createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { wireOf } from "./bytes.ts";
import type { WireCase } from "./case.ts";

export interface WireServer {
  /** Without a path; the case's number is the first part of it. */
  readonly url: string;
  serve(id: number, one: WireCase): void;
  forget(id: number): void;
  /** Connections that are open. */
  open(): number;
  stop(): Promise<void>;
}

const request = /^POST \/(\d+)\/[^]*?content-length: (\d+)[^]*?\r\n\r\n/i;

async function send(socket: Socket, one: WireCase): Promise<void> {
  const { sent } = wireOf(one);
  for (let at = 0; at < sent.length && !socket.destroyed; at += one.chunkBytes) {
    // Very small pieces all the way through would take minutes.
    const size = at > 2_000 ? Math.max(one.chunkBytes, 4_000) : one.chunkBytes;
    const end = Math.min(sent.length, at + size);
    socket.write(sent.subarray(at, end));
    if (size !== one.chunkBytes) at = end - one.chunkBytes;
    if (one.pauseMs >= 0 && at < 400) await pause(one.pauseMs);
  }
  if (one.end === "end") socket.end();
  // What was written leaves before the connection is reset.
  else if (one.end === "destroy") setImmediate(() => setImmediate(() => socket.resetAndDestroy()));
}

export async function startWireServer(): Promise<WireServer> {
  const cases = new Map<number, WireCase>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    let came = "";
    let isAnswered = false;
    socket.setEncoding("latin1").on("data", (text: string) => {
      came += text;
      const [head = "", id, length] = request.exec(came) ?? [];
      if (head === "" || came.length - head.length < Number(length) || isAnswered) return;
      isAnswered = true;
      const one = cases.get(Number(id));
      if (one === undefined) socket.destroy();
      else void send(socket, one);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    serve: (id, one) => void cases.set(id, one),
    forget: (id) => void cases.delete(id),
    open: () => sockets.size,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
