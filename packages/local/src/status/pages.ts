// The status over HTTP: `/status` for people, `/status.json` for programs. On loopback, without the secret: it tells
// states, counts and ids, and changes nothing.
import type { IncomingMessage, ServerResponse } from "node:http";
import { page, pageHeaders } from "./page.ts";
import type { Status } from "./report.ts";

/** Answers a request that is for one of the two; false for any other. */
export type StatusPages = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export function createStatusPages(status: Status): StatusPages {
  return async (request, response) => {
    const path = (request.url ?? "").split("?")[0];
    const isPage = path === "/status";
    if (!isPage && path !== "/status.json") return false;
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    if (!isLoopbackName(request.headers.host)) {
      response.writeHead(403).end();
      return true;
    }
    const report = await status.report();
    const body = isPage ? page(report) : `${JSON.stringify(report, undefined, 2)}\n`;
    const headers = isPage ? pageHeaders : { "content-type": "application/json; charset=utf-8" };
    response.writeHead(200, {
      ...headers,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    response.end(request.method === "HEAD" ? undefined : body);
    return true;
  };
}

/** A page of another site that has had its name resolved to loopback is still of another name. */
function isLoopbackName(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/i.test(host ?? "");
}
