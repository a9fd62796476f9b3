// What Node gives to the client: the same client that pages run, with sockets that show who is calling by a header.
import { systemClock } from "@ai-learning/client/clock";
import type { Platform, WebSocketLike } from "@ai-learning/client/platform";
import { siteSocketUrl } from "@ai-learning/client/socket-url";
import { memoryStore } from "@ai-learning/client/test/memory-store";
import type { ApiOptions } from "@ai-learning/client/api";
import { WebSocket } from "ws";

/** Who is calling, for a path of the site. */
export type Credentials = (path: string) => Readonly<Record<string, string>>;

export interface NodeOptions {
  readonly siteUrl: string;
  readonly credentials: Credentials;
  /** Sees every socket before the client does. */
  readonly onSocket?: (socket: WebSocket) => void;
}

/** Milliseconds between two batches of frames, as a screen has them. */
const frameMs = 16;

/** Requests of somebody to a site. */
export const nodeFetch =
  (siteUrl: string, credentials: Credentials): ApiOptions["fetch"] =>
  (path, init) =>
    fetch(new URL(path, siteUrl), {
      ...init,
      headers: { ...credentials(path), ...(init.headers as Record<string, string>) },
    });

/** A device of its own: no other tab shares its storage, and its network is always there. */
export const nodePlatform = ({ siteUrl, credentials, onSocket }: NodeOptions): Platform => ({
  clock: systemClock,
  page: { isOnline: () => true, isVisible: () => true, subscribe: () => () => undefined },
  openWebSocket(url): WebSocketLike {
    const headers = credentials(new URL(url).pathname);
    const socket = new WebSocket(url, { headers, perMessageDeflate: false });
    // The close that follows says enough.
    socket.on("error", () => undefined);
    onSocket?.(socket);
    return socket;
  },
  socketUrl: (key) => siteSocketUrl(siteUrl, key),
  nextFrame: (run) => systemClock.after(frameMs, run),
  batch: (changes) => changes(),
  openUnsent: () => memoryStore(),
  lock: (_, act) => act(),
  openChannel: () => ({ post: () => undefined, close: () => undefined }),
});
