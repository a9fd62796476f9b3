// Bytes on the HTTP port that no HTTP library would send.
import { connect } from "node:net";
import * as fc from "fast-check";
import { Finding, assertNoInsides } from "./verdict.ts";

export interface RawCase {
  readonly kind: "raw";
  readonly bytes: string;
}

const head = (method: string, target: string, ...lines: string[]): string =>
  [`${method} ${target} HTTP/1.1`, "Host: localhost", "Connection: close", ...lines, "", ""].join(
    "\r\n",
  );

const post = (body: string, ...lines: string[]): string =>
  head("POST", "/api/auth/login", "Content-Type: application/json", ...lines) + body;

const fixed = fc.constantFrom(
  post('5\r\n{"a":', "Transfer-Encoding: chunked"),
  post("zz\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
  post("ffffffffffffffff1\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
  post("2\r\n{}\r\n0\r\nx-trailer: a\r\n\r\n", "Transfer-Encoding: chunked"),
  post("{}", "Transfer-Encoding: chunked", "Content-Length: 2"),
  post("{}", "Transfer-Encoding: gzip, chunked"),
  post("{}", "Content-Length: 2", "Content-Length: 3"),
  post("{}", "Content-Length: -1"),
  post("{}", "Content-Length: 999999"),
  post("{}", "Content-Length: 99999999999999999999"),
  post("{}", "Content-Length: 2", "Content-Type: text/plain"),
  head("GET", "/api/health", `X-Long: ${"a".repeat(12_000)}`),
  head("GET", "/api/health", `X-Long: ${"a".repeat(70_000)}`),
  head("GET", "/api/health", ...Array.from({ length: 3000 }, (_, n) => `X-${String(n)}: a`)),
  head("GET", "/api/health", "Authorization: Bearer a", "Authorization: Bearer b"),
  head("GET", `/api/${"a".repeat(9000)}`),
  head("GET", "/api/tracks/%zz"),
  head("GET", "/api/../api/health"),
  head("GET", "http://evil.example/api/health"),
  head("OPTIONS", "*"),
  head("CONNECT", "evil.example:443"),
  head("GET", "/api/health", "Upgrade: h2c", "Connection: Upgrade"),
  head("GET", "/ws/chat/a-key", "Upgrade: websocket", "Connection: Upgrade"),
  head(
    "GET",
    "/ws/chat/%00",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 99",
  ),
  head("BREW", "/api/health"),
  head("GET", "/api/health", "Expect: 100-continue"),
  "GET /api/health HTTP/9.9\r\n\r\n",
  "GET /api/health\r\n\r\n",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "\r\n\r\n",
  "",
  "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc",
);

/** One part replaced by other bytes. */
const cut = fc
  .tuple(fixed, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 }))
  .map(([text, at, bytes]) => {
    const place = at % Math.max(1, Math.min(text.length, 200));
    return text.slice(0, place) + Buffer.from(bytes).toString("latin1") + text.slice(place + 1);
  });

export const rawCase: fc.Arbitrary<RawCase> = fc.record({
  kind: fc.constant("raw" as const),
  bytes: fc.oneof({ weight: 2, arbitrary: fixed }, { weight: 1, arbitrary: cut }),
});

/** Milliseconds in which bytes are answered, or the connection is closed. */
const withinMs = 20_000;

/** Sends the bytes, ends our side, and returns the status, or "closed". Throws a Finding. */
export async function sendRaw(url: string, { bytes }: RawCase): Promise<string> {
  const { hostname, port } = new URL(url);
  const text = await new Promise<string>((resolve, reject) => {
    let received = "";
    const socket = connect({ host: hostname, port: Number(port) });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Finding(`no answer and no close within ${String(withinMs)} ms`));
    }, withinMs);
    const over = (): void => {
      clearTimeout(timer);
      resolve(received);
    };
    socket.on("data", (chunk: Buffer) => (received += chunk.toString("latin1")));
    socket.on("error", over);
    socket.on("close", over);
    socket.end(Buffer.from(bytes, "latin1"));
  });
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
  assertNoInsides(text, bytes);
  if (status !== undefined && Number(status) >= 500)
    throw new Finding(`answered ${text.slice(0, 300)}`);
  return status ?? "closed";
}
