// Registers the service worker, and says once when what the page shows was loaded. Pages call it, and the chat once it is
// usable: nothing of this is waited for.
import { showToast } from "../components/toast.tsx";
import { formatDateTime } from "../i18n/format.ts";
import { language } from "../i18n/index.ts";
import { offline as en } from "../i18n/en/offline.ts";
import { offline as ru } from "../i18n/ru/offline.ts";
import type { FromPage, FromWorker } from "../../worker/messages.ts";

/** Milliseconds in which copies of different dates may come: the oldest date is the one to say. */
const gatherMs = 500;

/** Undefined where there are no service workers: on plain http, or switched off. */
const container = (): ServiceWorkerContainer | undefined =>
  "serviceWorker" in navigator ? navigator.serviceWorker : undefined;

let oldest: string | undefined;

function hear({ data }: MessageEvent<FromWorker>): void {
  if (oldest === undefined) setTimeout(say, gatherMs);
  if (oldest === undefined || data.at < oldest) oldest = data.at;
}

function say(): void {
  const words = { en, ru }[language()];
  if (oldest !== undefined) showToast({ text: words.fromStore(formatDateTime(oldest)) });
}

/** Tells the worker something, once there is one. */
export async function tellWorker(message: FromPage): Promise<void> {
  const registration = await container()?.ready;
  registration?.active?.postMessage(message);
}

/** Paths of this page's requests so far. */
const asked = (): string[] =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith("/api/"))
    .map(({ pathname, search }) => pathname + search);

async function start(workers: ServiceWorkerContainer): Promise<void> {
  const isFirst = workers.controller === null;
  workers.addEventListener("message", hear);
  workers.startMessages();
  await workers.register("/sw.js", { updateViaCache: "none" });
  await tellWorker(isFirst ? { type: "opened", paths: asked() } : { type: "hello" });
}

/** While the site is written, files change under their names: none is kept. */
async function stop(workers: ServiceWorkerContainer): Promise<void> {
  for (const one of await workers.getRegistrations()) await one.unregister();
}

let isStarted = false;

/** Makes the site ready for a time without a network. Calls after the first do nothing. */
export function prepareOffline(): void {
  const workers = container();
  if (isStarted || workers === undefined) return;
  isStarted = true;
  // Refused in a private window: then the network is all there is.
  (import.meta.env.PROD ? start(workers) : stop(workers)).catch(() => undefined);
}
