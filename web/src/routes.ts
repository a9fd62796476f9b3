// Every address of the site and its page. Pages are loaded on demand.
import type { RouteDefinition } from "@solidjs/router";
import { lazy, type Component } from "solid-js";
import { loadWords, type Section } from "./i18n/index.ts";

type Page = Component & { preload: () => Promise<unknown> };

/**
 * Loads a page's code together with the dictionary sections it needs beside the base. The pages on the way to a usable chat
 * do without those of most errors.
 */
const page = (load: () => Promise<{ default: Component }>, ...sections: Section[]): Page =>
  lazy(async () => {
    const [module] = await Promise.all([load(), ...sections.map(loadWords)]);
    return module;
  });

/** Both pages of figures, which bring their words along. */
const figures = page(() => import("./pages/analytics/pages.tsx"), "moreErrors");

/** With those of the study chat. */
const taught: Section[] = ["learning", "trackPages", "chat", "chatParts", "moreErrors"];

const pages: readonly (readonly [path: string, page: Page])[] = [
  ["/", page(() => import("./pages/landing/landing-page.tsx"))],
  [
    "/sign-in",
    page(() => import("./pages/account/sign-in-page.tsx"), "accountForms", "moreErrors"),
  ],
  [
    "/register",
    page(() => import("./pages/account/register-page.tsx"), "accountForms", "moreErrors"),
  ],
  [
    "/account",
    page(
      () => import("./pages/account/account-page.tsx"),
      "accountForms",
      "myAccount",
      "moreErrors",
    ),
  ],
  ["/tracks", page(() => import("./pages/tracks/tracks-page.tsx"), "trackPages", "moreErrors")],
  [
    "/tracks/new",
    page(() => import("./pages/tracks/new-track-page.tsx"), "trackPages", "moreErrors"),
  ],
  [
    "/tracks/:id",
    page(() => import("./pages/track/track-page.tsx"), "trackPages", "learning", "moreErrors"),
  ],
  ["/today", page(() => import("./pages/today/today-page.tsx"), "learning", "moreErrors")],
  [
    "/tracks/:id/modules/:moduleId",
    page(() => import("./pages/module/module-page.tsx"), ...taught),
  ],
  [
    "/tracks/:id/modules/:moduleId/lessons/:lessonId",
    page(() => import("./pages/lesson/lesson-page.tsx"), ...taught),
  ],
  ["/tracks/:id/chat/:chatId?", page(() => import("./pages/chat/chat-page.tsx"), "chat")],
  ["/calendar", page(() => import("./pages/calendar/calendar-page.tsx"), "settings", "moreErrors")],
  ["/settings", page(() => import("./pages/settings/settings-page.tsx"), "settings", "moreErrors")],
  ["/usage", figures],
  ["/overview", figures],
  ["*", page(() => import("./pages/not-found-page.tsx"))],
];

export const routes: RouteDefinition[] = pages.map(([path, component]) => ({ path, component }));

const matches = (path: string, pathname: string): boolean =>
  new RegExp(`^${path.replace(/\/:\w+\?/g, "(/[^/]+)?").replace(/:\w+/g, "[^/]+")}/?$`).test(
    pathname,
  );

/** Starts loading the page of an address before the router exists. */
export async function preloadPage(pathname: string): Promise<void> {
  await pages.find(([path]) => path !== "*" && matches(path, pathname))?.[1].preload();
}
