// The static site: what S3 and CloudFront would answer.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gatewayOver, type Harness } from "./harness.ts";

let folder: string;
let gateway: Harness;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "site-"));
  const site = join(folder, "site");
  await mkdir(join(site, "assets"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(site, "index.html"), `<!doctype html>${"page ".repeat(500)}`);
  await writeFile(join(site, "assets/app-1a2b.js"), "export {};");
  await writeFile(join(site, "sw.js"), "addEventListener('fetch', () => undefined);");
  await writeFile(join(site, ".build.json"), "secret");
  gateway = await gatewayOver([{ name: "api", http: ["$default"] }], {}, { siteDir: site });
});
afterAll(async () => {
  await gateway.stop();
  await rm(folder, { recursive: true });
});

const get = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(gateway.siteUrl + path, init);

test("a page comes with a strict policy, compressed, and is asked for anew each time", async () => {
  const answer = await get("/");

  expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(answer.headers.get("content-security-policy")).toBe(
    "default-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self'; " +
      "script-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  );
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("cache-control")).toBe("no-cache");
  expect(answer.headers.get("content-encoding")).toMatch(/^(br|gzip)$/);
  expect(await answer.text()).toContain("<!doctype html>");
});

test("an unchanged page answers 304", async () => {
  const etag = (await get("/")).headers.get("etag") ?? "";
  const again = await get("/", { headers: { "if-none-match": etag } });

  expect(again.status).toBe(304);
});

test("a file with a hash in its name is kept for ever", async () => {
  const answer = await get("/assets/app-1a2b.js");

  expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
});

test("the service worker is a script of the site's own, asked for anew each time", async () => {
  const answer = await get("/sw.js");

  expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-cache");
});

test.each(["/tracks/7", "/no/such/page", "/tracks/node.js-basics", "/old.html", "/wsx"])(
  "%s, which is no file, shows the app's page",
  async (path) => {
    const answer = await get(path);

    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("<!doctype html>");
  },
);

test.each(["/assets/gone.js", "/assets/gone", "/robots.txt", "/.build.json", "/.git/config"])(
  "%s, which is no file for the public, is not there",
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

test.each(["/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt"])(
  "%s does not leave the site's folder",
  async (path) => {
    const raw = connect(Number(new URL(gateway.siteUrl).port), "127.0.0.1");
    raw.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const [answer] = await once(raw, "data");

    expect(String(answer)).toMatch(/^HTTP\/1.1 404 /);
    expect(String(answer)).not.toContain("\r\n\r\nsecret");
  },
);

test("only GET and HEAD are answered", async () => {
  expect((await get("/", { method: "POST" })).status).toBe(405);
  expect(await (await get("/", { method: "HEAD" })).text()).toBe("");
});

test("the API is under /api on the site's port and everywhere on its own", async () => {
  await get("/api/x");
  await fetch(`${gateway.apiUrl}/other`);
  await get("/apix");

  expect(gateway.events["api"]?.map((event) => event["rawPath"])).toEqual(["/api/x", "/other"]);
});

test("a socket's address without an upgrade answers 403", async () => {
  expect((await get("/ws/chat/key")).status).toBe(403);
});
