// A helper: a bare WebSocket server that sends back what comes.
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("connection", (socket) => {
  socket.on("message", (data: Buffer) => socket.send(data, { binary: false }));
});
server.once("listening", () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`ws://127.0.0.1:${String(port)}`);
});
process.once("disconnect", () => process.exit());
