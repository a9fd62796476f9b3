// The static site, as S3 behind CloudFront serves it: a file per path, `index.html` for the app's own addresses,
// compressed, with the security headers of the edge.
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { splitTarget } from "./edge.ts";

/** Answers what is neither the API nor a socket. */
export type Site = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/** Sent with every file. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self'; " +
    "script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

interface File {
  readonly path: string;
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
}

const compress = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** Serves a folder. Files are kept in memory until they change on disk. */
export function createSite(folder: string): Site {
  const cache = new Map<string, { readonly version: string; readonly file: File }>();

  async function load(path: string): Promise<File | undefined> {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const version = `${String(found.mtimeMs)}-${String(found.size)}`;
    const kept = cache.get(path);
    if (kept?.version === version) return kept.file;
    const file = await read(path);
    cache.set(path, { version, file });
    return file;
  }

  return async (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      return plain(response, 405, "Method not allowed");
    }
    const path = decodePath(splitTarget(request.url ?? "/").path);
    if (path === undefined) return plain(response, 400, "Bad request");
    const asked = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!asked.startsWith(folder + sep)) return plain(response, 404, "Not found");
    const fallback = extname(path) === "" ? join(folder, "index.html") : undefined;
    const file = (await load(asked)) ?? (fallback === undefined ? undefined : await load(fallback));
    if (file) return send(request, response, file);
    const unbuilt = fallback !== undefined && "The site is not built yet: npm run build makes it.";
    return plain(response, 404, unbuilt === false ? "Not found" : unbuilt);
  };
}

async function read(path: string): Promise<File> {
  const contents = await readFile(path);
  const type = types[extname(path)] ?? "application/octet-stream";
  const etag = `"${createHash("sha256").update(contents).digest("base64url").slice(0, 22)}"`;
  const file = { path, type, etag, plain: contents };
  if (contents.length < 1024 || !/^text|json|xml|manifest/.test(type)) return file;
  const [br, zipped] = await Promise.all([compress.br(contents), compress.gzip(contents)]);
  return { ...file, br, gzip: zipped };
}

function send(request: IncomingMessage, response: ServerResponse, file: File): void {
  const hashed = file.path.includes(`${sep}assets${sep}`);
  response.setHeader("etag", file.etag);
  response.setHeader("vary", "accept-encoding");
  response.setHeader("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.headers["if-none-match"]?.includes(file.etag)) {
    response.writeHead(304).end();
    return;
  }
  const accepted = request.headers["accept-encoding"] ?? "";
  const encoding = (["br", "gzip"] as const).find((name) => accepted.includes(name) && file[name]);
  const body = (encoding && file[encoding]) ?? file.plain;
  if (encoding) response.setHeader("content-encoding", encoding);
  response.setHeader("content-type", file.type);
  response.setHeader("content-length", body.length);
  response.writeHead(200).end(request.method === "HEAD" ? undefined : body);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.startsWith("/") && !decoded.includes("\0") ? normalize(decoded) : undefined;
  } catch {
    return undefined;
  }
}
