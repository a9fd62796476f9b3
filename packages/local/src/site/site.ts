// The static site, as S3 behind CloudFront serves it: a file per path, `index.html` for the app's own addresses,
// compressed, with the security headers of the edge.
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import type { Duplex } from "node:stream";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { diagramFiles, headersOf } from "@ai-learning/functions/site-headers";
import { splitTarget } from "../gateway/edge.ts";
import { filesIn } from "../functions/save-files.ts";

/** Answers what is neither the API nor a socket of ours. */
export interface Site {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes a socket that is not one of ours; without it there are none. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Gets ready what takes time, so that the first visitor need not wait. */
  prepare?(): Promise<void>;
  stop?(): Promise<void>;
}

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

interface File {
  /** Its name has a hash of what is in it. */
  readonly hashed: boolean;
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
}

/** From so many bytes on, the best compression takes seconds. */
const largeBytes = 200_000;

const compress = {
  br: (contents: Buffer): Promise<Buffer> =>
    promisify(brotliCompress)(contents, {
      params: { [constants.BROTLI_PARAM_QUALITY]: contents.length > largeBytes ? 5 : 11 },
    }),
  gzip: promisify(gzip),
};

/** Serves a folder. Files are kept in memory until they change on disk. `headers` are asked for with each of them. */
export function createSite(
  folder: string,
  headers: (path: string) => Readonly<Record<string, string>> = headersOf,
): Site {
  const cache = new Map<string, { readonly version: string; readonly file: Promise<File> }>();

  /** The file of a path within the folder, if there is one for the public. */
  async function load(path: string): Promise<File | undefined> {
    const place = join(folder, path);
    if (!place.startsWith(folder + sep) || isHidden(path)) return undefined;
    const found = await stat(place).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const version = `${String(found.mtimeMs)}-${String(found.size)}`;
    const kept = cache.get(path);
    if (kept?.version === version) return kept.file;
    const file = read(place, /^[/\\]assets[/\\]/.test(path));
    cache.set(path, { version, file });
    // What could not be read is tried anew.
    file.catch(() => cache.delete(path));
    return file;
  }

  return {
    async answer(request, response) {
      const path = decodePath(splitTarget(request.url ?? "/").path);
      for (const [name, value] of Object.entries(headers(path ?? "/"))) {
        response.setHeader(name, value);
      }
      if (request.method !== "GET" && request.method !== "HEAD") {
        response.setHeader("allow", "GET, HEAD");
        return plain(response, 405, "Method not allowed");
      }
      if (path === undefined) return plain(response, 400, "Bad request");
      const asked = await load(path.endsWith("/") ? `${path}index.html` : path);
      if (asked) return send(request, response, asked);
      if (isFile(path)) return plain(response, 404, "Not found");
      const page = await load("/index.html");
      if (page) return send(request, response, page);
      return plain(response, 404, "The site is not built yet: npm run build makes it.");
    },
    async prepare() {
      const names = await filesIn(folder).catch(() => []);
      // Diagrams are drawn by few, with much code.
      const first = names.filter((name) => !diagramFiles.test(`/${name.replaceAll(sep, "/")}`));
      await Promise.all(first.map((name) => load(sep + name)));
    },
  };
}

/** Notes of the build, and other files that are not for the public. */
function isHidden(path: string): boolean {
  return path.split(/[/\\]/).some((part) => part.startsWith(".") && part !== ".well-known");
}

/** Whether a path means a file rather than one of the app's own addresses. */
function isFile(path: string): boolean {
  const extension = extname(path);
  return (
    path.startsWith("/assets/") || isHidden(path) || (extension !== ".html" && extension in types)
  );
}

async function read(path: string, hashed: boolean): Promise<File> {
  const contents = await readFile(path);
  const type = types[extname(path)] ?? "application/octet-stream";
  const etag = `"${createHash("sha256").update(contents).digest("base64url").slice(0, 22)}"`;
  const file = { hashed, type, etag, plain: contents };
  if (contents.length < 1024 || !/^text|json|xml|manifest/.test(type)) return file;
  const [br, zipped] = await Promise.all([compress.br(contents), compress.gzip(contents)]);
  return { ...file, br, gzip: zipped };
}

function send(request: IncomingMessage, response: ServerResponse, file: File): void {
  response.setHeader("etag", file.etag);
  response.setHeader("vary", "accept-encoding");
  response.setHeader(
    "cache-control",
    file.hashed ? "public, max-age=31536000, immutable" : "no-cache",
  );
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
