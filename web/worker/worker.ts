// The service worker: opens the site without a network, and shows what was opened before. It reloads no page, answers no
// write, and wherever it fails the network answers.
import * as answers from "./answers.ts";
import type { FromPage } from "./messages.ts";
import * as site from "./site.ts";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => {
  // Pages of the build before go on: their files are kept, and the new worker knows them too.
  event.waitUntil(site.install().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const optional = [site.removeOld(), self.registration.navigationPreload?.enable()];
  event.waitUntil(Promise.allSettled(optional).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (!site.answerRequest(event, url)) answers.answerRequest(event, url);
});

self.addEventListener("message", (event) => {
  if (!(event.source instanceof WindowClient)) return;
  const { id } = event.source;
  const message = event.data as FromPage;
  // A page that was loaded past the worker is its page from now on.
  const claimed = message.type === "opened" ? self.clients.claim() : Promise.resolve();
  event.waitUntil(claimed.then(() => answers.hear(message, id)).catch(() => undefined));
});
