// What people look through: devices, languages and preferences as settings of a browser, and the browser itself.
import {
  chromium,
  type Browser as Chromium,
  type BrowserContext,
  type BrowserContextOptions,
} from "playwright-core";
import { browserFlags, type Browser } from "./browser.ts";

const touch = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } as const;

/** What people look at. `narrow` is the narrowest that WCAG asks for, `zoomed` a desktop's page at 200 %. */
export const devices = {
  phone: { viewport: { width: 390, height: 844 }, ...touch },
  narrow: { viewport: { width: 320, height: 640 }, ...touch },
  zoomed: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 800 } },
} as const satisfies Record<string, BrowserContextOptions>;

const locales = { ru: "ru-RU", en: "en-US" } as const;

export type Language = keyof typeof locales;
export type Device = keyof typeof devices;
export type Theme = "light" | "dark";

/** How somebody looks at the site; everything left out is a desktop, English, light, without motion. */
export interface Look {
  readonly device?: Device;
  readonly language?: Language;
  readonly theme?: Theme;
  readonly motion?: boolean;
}

/** The settings of a browser's profile for a look. */
export function contextOptions(look: Look, siteUrl: string): BrowserContextOptions {
  const { device = "desktop", language = "en", theme = "light", motion = false } = look;
  return {
    ...devices[device],
    baseURL: siteUrl,
    locale: locales[language],
    timezoneId: "Europe/Berlin",
    colorScheme: theme,
    reducedMotion: motion ? "no-preference" : "reduce",
  };
}

const starting = ({ executablePath, env }: Browser, flags: readonly string[] = []) => ({
  executablePath,
  args: [...browserFlags, ...flags],
  env: { ...process.env, ...env },
});

/** Starts the browser that was found, with more flags than usual. */
export const launch = (browser: Browser, flags?: readonly string[]): Promise<Chromium> =>
  chromium.launch(starting(browser, flags));

/** Starts one that keeps everything in a folder, as a browser on a desk does. */
export const launchIn = (
  folder: string,
  browser: Browser,
  options: BrowserContextOptions,
): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { ...starting(browser), ...options });
