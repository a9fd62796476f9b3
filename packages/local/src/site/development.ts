// The site while it is written: Vite serves the sources and replaces what changes in the open page. Same port as the
// API, so that cookies, sockets and addresses are those of the built site.
import { createServer as createHttpServer } from "node:http";
import {
  diagramHeaders,
  diagramPage,
  openHeaders,
  siteHeaders,
} from "@ai-learning/functions/site-headers";
import type { Logger, LogType } from "vite";
import type { Log } from "../log.ts";
import { siteRoot } from "../paths.ts";
import type { Site } from "./site.ts";

/** As strict as the built site's, except for the style elements and the worker with which Vite replaces parts. */
const headers = siteHeaders(undefined, {
  "style-src": "'self' 'unsafe-inline'",
  "worker-src": "'self' blob:",
});

/** The page that draws diagrams is told of changes over a socket, too. */
const diagram = { ...headers, ...diagramHeaders({ "connect-src": "'self'" }) };

/** What that page fetches, as one without an origin. */
const diagramSources = /^\/(?:src\/diagram|node_modules\/\.vite|@vite|@id)\//;

/** The headers of a path. */
const headersOf = (path: string): Readonly<Record<string, string>> => ({
  ...(diagramPage.test(path) ? diagram : headers),
  ...(diagramSources.test(path) && openHeaders),
});

/** Starts Vite's development server without a port of its own. */
export async function startDevelopmentSite(log: Log): Promise<Site> {
  // Large, and of no use to the built site.
  const { createServer } = await import("vite");
  // Never listens: sockets come by `upgrade`, whichever address they were opened on.
  const upgrades = createHttpServer();
  const vite = await createServer({
    root: siteRoot,
    appType: "spa",
    customLogger: loggerTo(log),
    server: { middlewareMode: true, ws: { server: upgrades } },
  });
  return {
    answer: (request, response) =>
      new Promise((resolve, reject) => {
        const path = (request.url ?? "/").split("?")[0] ?? "/";
        for (const [name, value] of Object.entries(headersOf(path))) {
          response.setHeader(name, value);
        }
        response.once("close", resolve);
        vite.middlewares(request, response, (thrown: unknown) => {
          if (thrown !== undefined) reject(thrown);
          else response.writeHead(404).end();
        });
      }),
    upgrade(request, socket, head) {
      if (!upgrades.emit("upgrade", request, socket, head)) socket.destroy();
    },
    stop: () => vite.close(),
  };
}

function loggerTo(log: Log): Logger {
  const said = new Set<string>();
  const write =
    (level: LogType) =>
    (message: string): void =>
      log("site", message, level);
  return {
    hasWarned: false,
    info: write("info"),
    warn: write("warn"),
    warnOnce(message) {
      if (!said.has(message)) log("site", message, "warn");
      said.add(message);
    },
    error: write("error"),
    clearScreen: () => undefined,
    hasErrorLogged: () => false,
  };
}
