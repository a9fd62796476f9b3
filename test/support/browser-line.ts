// The line between a browser and the service, to be cut and mended as a train in a tunnel does.
import type { BrowserContext, Page, WebSocketRoute } from "playwright-core";

export interface Line {
  /** Ends every socket; nothing goes through until it is mended. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Ends every socket; a new one is welcome at once. */
  drop(): Promise<void>;
}

/** Puts such a line into a browser, before its first page. */
export async function lineOf(context: BrowserContext): Promise<Line> {
  const open = new Set<WebSocketRoute>();
  let isCut = false;
  await context.routeWebSocket(/\/ws\//, async (socket) => {
    if (isCut) return socket.close({ code: 1001 });
    open.add(socket);
    socket.connectToServer();
  });
  async function drop(): Promise<void> {
    const ended = [...open].map((socket) => socket.close({ code: 1001 }));
    open.clear();
    await Promise.all(ended);
  }
  return {
    drop,
    async cut() {
      isCut = true;
      await context.setOffline(true);
      await drop();
    },
    async mend() {
      isCut = false;
      await context.setOffline(false);
    },
  };
}

/** A network that lets pages and calls through but no socket: every handshake fails. */
export interface SocketEater {
  /** From now on sockets open. */
  spare(page: Page): Promise<void>;
}

/** Puts such a network before a browser's first page. Its console will tell of failed handshakes. */
export async function eatSockets(context: BrowserContext): Promise<SocketEater> {
  await context.addInitScript(`{
    const nowhere = (url) => (globalThis.areSocketsSpared ? url : url.replace("/ws/", "/eaten/"));
    globalThis.WebSocket = new Proxy(WebSocket, {
      construct: (Socket, [url]) => new Socket(nowhere(url)),
    });
  }`);
  return {
    spare: async (page) => {
      await page.evaluate("globalThis.areSocketsSpared = true");
    },
  };
}
