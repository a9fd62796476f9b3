// With private addresses allowed, so that a server of the test's own can be reached.
import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";

process.env["ALLOW_PRIVATE_MODEL_HOSTS"] = "1";
const { checkUrl, guardedFetch } = await import("./guarded-fetch.ts");

const limits = { totalMs: 20_000, silenceMs: 10_000, maxBytes: 10_000 };
const impatient = { ...limits, silenceMs: 200 };

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

it("sends what it is given and returns what comes", async () => {
  const url = await serve((request, response) => {
    request.setEncoding("utf8").on("data", (text: string) => response.end(`${text}, back`));
  });
  const answer = await guardedFetch(limits)(url, { method: "POST", body: "there" });
  expect([answer.status, await answer.text()]).toEqual([200, "there, back"]);
});

it.each([301, 302, 303, 307, 308])(
  "refuses a redirect with %i and does not follow it",
  async (status) => {
    const seen: string[] = [];
    const behind = await serve((request, response) => {
      seen.push(request.url ?? "");
      response.end();
    });
    const url = await serve((_, response) =>
      response.writeHead(status, { location: behind }).end(),
    );
    await expect(guardedFetch(limits)(url)).rejects.toMatchObject({
      code: "url_not_allowed",
      message: expect.stringContaining("redirects"),
    });
    expect(seen).toEqual([]);
  },
);

it("stops reading an answer that is too large", async () => {
  const url = await serve((_, response) => {
    const more = (): void => void (response.write("x".repeat(4_000)) && setImmediate(more));
    response.on("drain", more);
    more();
  });
  const answer = await guardedFetch(limits)(url);
  await expect(answer.text()).rejects.toMatchObject({ code: "model_bad_answer" });
});

it("gives up on a server that says nothing", async () => {
  const url = await serve(() => undefined);
  await expect(guardedFetch(impatient)(url)).rejects.toMatchObject({ code: "model_timeout" });
});

it("gives up on a server that falls silent in its answer", async () => {
  const url = await serve((_, response) => void response.write("so far"));
  const answer = await guardedFetch(impatient)(url);
  await expect(answer.text()).rejects.toBeInstanceOf(Error);
});

it("gives up when the whole takes too long, however busy", async () => {
  const url = await serve((_, response) => {
    const timer = setInterval(() => response.write("."), 20);
    response.on("close", () => clearInterval(timer));
  });
  const answer = await guardedFetch({ ...limits, totalMs: 300 })(url);
  await expect(answer.text()).rejects.toBeInstanceOf(Error);
});

it.each(["file:///etc/passwd", "http://user:secret@127.0.0.1/v1"])("still refuses %s", (url) => {
  expect(() => checkUrl(url)).toThrow(expect.objectContaining({ code: "url_not_allowed" }));
});

it.each([
  [429, 40],
  [503, 40],
  [503, 20_480],
  [500, 200_000],
] as const)(
  "lets the body of a %i with %i bytes be cancelled at any moment, without a word",
  async (status, size) => {
    const closed = Promise.withResolvers<void>();
    const url = await serve((_, response) => {
      response.on("close", closed.resolve);
      response.writeHead(status).write("x".repeat(size));
      setImmediate(() => response.end("and its end"));
    });
    const answer = await guardedFetch({ ...limits, maxBytes: 1_000_000 })(url);

    await answer.body?.cancel();

    await closed.promise;
    expect(answer.status).toBe(status);
  },
);

it("ends a body that is read when its request is aborted", async () => {
  const closed = Promise.withResolvers<void>();
  const url = await serve((_, response) => {
    response.on("close", closed.resolve);
    response.writeHead(200).write("so far");
  });
  const stop = new AbortController();
  const answer = await guardedFetch(limits)(url, { signal: stop.signal });
  const reading = answer.text();
  stop.abort();

  await expect(reading).rejects.toBeInstanceOf(Error);
  await closed.promise;
});

it.each([
  ["no status HTTP has", "HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n"],
  [
    "another protocol",
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
  ],
  ["no HTTP", "220 smtp.example ready\r\n"],
  ["nothing but an end", ""],
])("fails on a server that answers with %s", async (_, bytes) => {
  const server = createTcpServer((socket) => void socket.on("error", () => undefined).end(bytes));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;

  await expect(guardedFetch(limits)(`http://127.0.0.1:${port}/v1`)).rejects.toBeInstanceOf(Error);
});
