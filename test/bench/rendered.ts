// How long a real browser takes to show a long dialogue: from the request on the socket to the picture with the newest
// message in it.
import { contextOptions, launch } from "../support/browser-context.ts";
import { findBrowser } from "../support/browser.ts";
import type { Bench } from "./bench.ts";
import { fillChat } from "./fill-chat.ts";

/** Milliseconds, a sample for each visit. */
export interface Rendered {
  readonly fromNavigation: readonly number[];
  readonly fromRequest: readonly number[];
  readonly fromFrame: readonly number[];
}

/** Moments of one visit, on the page's own clock, which starts with the navigation. Milliseconds. */
interface Moments {
  readonly request: number;
  readonly frame: number;
  readonly seen: number;
}

/** Runs in the page before its own scripts: notes the request, its answer, and the first picture with a text in it. */
const watch = (newest: string): string => `
  const moments = {};
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (String(data).includes('"restore_chat"') && moments.request === undefined) {
      moments.request = performance.now();
      this.addEventListener("message", () => (moments.frame ??= performance.now()), { once: true });
    }
    return send.call(this, data);
  };
  const isSeen = () => {
    const last = [...document.querySelectorAll("article.answer")].at(-1);
    if (!last?.textContent.includes(${JSON.stringify(newest)})) return false;
    const { top, bottom } = last.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const look = () => {
    if (!isSeen()) return requestAnimationFrame(look);
    // Seen in this frame; painted before the task after it.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => benchSeen({ ...moments, seen: performance.now() });
    port2.postMessage(0);
  };
  requestAnimationFrame(look);
`;

/** Visits a chat of so many messages again and again, each time as a page loaded anew. */
export async function measureRendered(bench: Bench, messages: number): Promise<Rendered> {
  const stack = await bench.start("build");
  const browser = await launch(await findBrowser());
  try {
    const context = await browser.newContext(contextOptions({}, stack.siteUrl));
    const post = async <T>(path: string, data: object): Promise<T> => {
      const answer = await context.request.post(path, { data, headers: { origin: stack.siteUrl } });
      if (!answer.ok()) throw new Error(`${path} answered ${String(answer.status())}`);
      return (await answer.json()) as T;
    };
    await post("/api/auth/guest-login", {});
    const track = await post<{ id: string; chat_id: string }>("/api/tracks", {
      title: "Pottery",
      description: "From clay to bowl",
      difficulty_level: "beginner",
      estimated_duration_hours: 10,
      user_expectations: "I want to make a bowl",
    });
    await fillChat(stack.databaseUrl, track.chat_id, messages);
    const page = await context.newPage();
    let seen = Promise.withResolvers<Moments>();
    // The page's policy allows no evaluation: the page tells.
    await page.exposeFunction("benchSeen", (moments: Moments) => seen.resolve(moments));
    await page.addInitScript(watch(`message ${String(messages)}`));
    const visits: Moments[] = [];
    for (let time = -2; time < bench.size(9, 2); time += 1) {
      seen = Promise.withResolvers();
      await page.goto("about:blank");
      await page.goto(`/tracks/${track.id}/chat`);
      const moments = await seen.promise;
      if (time >= 0) visits.push(moments);
    }
    return {
      fromNavigation: visits.map(({ seen }) => seen),
      fromRequest: visits.map(({ seen, request }) => seen - request),
      fromFrame: visits.map(({ seen, frame }) => seen - frame),
    };
  } finally {
    await browser.close();
    await stack.stop();
  }
}
