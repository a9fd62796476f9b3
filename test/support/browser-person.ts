// People in front of the site: a browser profile each, with a device, a language and preferences. Whatever goes wrong
// in their pages fails the test, unless the test said so beforehand.
import { strict as assert } from "node:assert";
import type { Browser as Chromium, BrowserContext, Page } from "playwright-core";
import { afterAll, inject, onTestFinished } from "vitest";
import type { Browser } from "./browser.ts";
import { contextOptions, launch, launchIn, type Language, type Look } from "./browser-context.ts";
import { shared, type Target } from "./target.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly browser: Browser;
  }
}

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

export interface PersonOptions extends Look {
  /** A profile saved earlier: the same browser, opened again. */
  readonly profile?: StorageState;
  /** A browser of their own that keeps everything in this folder. */
  readonly folder?: string;
  /** A browser of their own that is started with these flags. */
  readonly flags?: readonly string[];
  readonly target?: Target;
  /** The site may register its service worker, which then answers requests that `route` would not see. */
  readonly offline?: boolean;
}

/** Somebody with a browser. */
export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly language: Language;
  /** Says that something will go wrong: problems that match do not fail the test. */
  foresee(...problems: readonly RegExp[]): void;
  /** Another tab of the same browser. */
  tab(): Promise<Page>;
  /** Closes the browser and returns what it keeps. */
  leave(): Promise<StorageState>;
}

let running: Promise<Chromium> | undefined;

/** What a question gets that another tab had on its way when the browser signed out. */
const refused = /\b401\b/;

const endsSignIn = (url: string): boolean => /\/api\/auth\/logout/.test(url);

/** One browser a test file, started when first needed. */
const browser = (): Promise<Chromium> => (running ??= launch(inject("browser")));

afterAll(async () => {
  await (await running)?.close();
});

/** A browser for one test, which closes it when it is over. */
async function ownBrowser(flags: readonly string[]): Promise<Chromium> {
  const own = await launch(inject("browser"), flags);
  onTestFinished(() => own.close());
  return own;
}

/** Opens a browser for somebody new, or for somebody who was here before. */
export async function person(options: PersonOptions = {}): Promise<Person> {
  const { language = "en", profile, folder, flags } = options;
  const { siteUrl } = options.target ?? shared();
  const look = {
    ...contextOptions(options, siteUrl),
    serviceWorkers: options.offline === true ? ("allow" as const) : ("block" as const),
    permissions: ["clipboard-read", "clipboard-write"],
    ...(profile !== undefined && { storageState: profile }),
  };
  const context =
    folder === undefined
      ? await (await (flags === undefined ? browser() : ownBrowser(flags))).newContext(look)
      : await launchIn(folder, inject("browser"), look);
  // Beside something else that works, a page of two busy cores takes several times as long as alone.
  context.setDefaultTimeout(40_000);
  const problems = watch(context, siteUrl);
  const foreseen: RegExp[] = [];
  context.on("request", (request) => {
    if (endsSignIn(request.url())) foreseen.push(refused);
  });
  onTestFinished(async () => {
    await context.close();
    const unforeseen = problems.filter((one) => !foreseen.some((pattern) => pattern.test(one)));
    assert.deepEqual(unforeseen, [], "the page had problems that the test did not foresee");
  });
  return {
    page: await context.newPage(),
    context,
    language,
    foresee: (...patterns) => void foreseen.push(...patterns),
    tab: () => context.newPage(),
    async leave() {
      const kept = await context.storageState({ indexedDB: true });
      await context.close();
      return kept;
    },
  };
}

/** Collects what goes wrong in any page of a browser, a line each. */
function watch(context: BrowserContext, siteUrl: string): string[] {
  const problems: string[] = [];
  const ours = (url: string): boolean => new URL(url).origin === siteUrl;
  context.on("weberror", (thrown) => {
    const error = thrown.error();
    problems.push(`uncaught: ${error.stack ?? error.message}`);
  });
  // Violations of the content security policy are among these.
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // Left behind by going to another page.
    if (why === "net::ERR_ABORTED") return;
    problems.push(`request: ${request.method()} ${request.url()} ${why}`);
  });
  context.on("response", (response) => {
    if (response.status() < 400 || !ours(response.url())) return;
    const { pathname } = new URL(response.url());
    problems.push(
      `response: ${String(response.status())} ${response.request().method()} ${pathname}`,
    );
  });
  context.on("request", (request) => {
    const url = request.url();
    if (!ours(url) && /^(?:http|ws)/.test(url)) problems.push(`foreign: ${url}`);
  });
  return problems;
}
