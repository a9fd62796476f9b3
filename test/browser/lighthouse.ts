// `npm run lighthouse`: pages a newcomer meets, and those of a module and of its first lesson, on a phone: median of five
// runs, and what each score must reach.
import lighthouse, { type Result } from "lighthouse";
import { chromium, type Cookie } from "playwright-core";
import { runCommand } from "@ai-learning/local/command";
import { StartError } from "@ai-learning/local/start-error";
import { print } from "@ai-learning/local/terminal";
import { lessonPages } from "./lesson-pages.ts";
import { withDebuggedBrowser } from "./debugged-browser.ts";
import { withStack } from "./script-stack.ts";

const wanted = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 } as const;
const categories = Object.keys(wanted) as (keyof typeof wanted)[];
const pages = ["/", "/tracks/new"] as const;
const runs = 5;

await runCommand(async () => {
  const missed: string[] = [];
  // The mentor is quick: what is judged are the pages.
  await withStack({ mentor: { paceMs: 0, firstMs: 0 } }, async (siteUrl) => {
    for (const page of pages) missed.push(...(await judge(siteUrl, page)));
    const learner = await lessonPages(siteUrl);
    for (const page of learner.pages) missed.push(...(await judge(siteUrl, page, learner.cookies)));
  });
  if (missed.length > 0) throw new StartError(`Lighthouse: ${missed.join(", ")} too low.`);
});

type Cookies = readonly Pick<Cookie, "name" | "value">[];

/** Measures one page and prints what it found. Returns what is too low. `cookies`: of who looks at it. */
async function judge(siteUrl: string, page: string, cookies: Cookies = []): Promise<string[]> {
  print(`  ${page}`);
  const results: Result[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const result = await measure(new URL(page, siteUrl).href, cookies);
    print(`  Run ${String(run)}  ${categories.map((one) => scoreOf(result, one)).join("  ")}`);
    results.push(result);
  }
  const missed: string[] = [];
  for (const category of categories) {
    const reached = median(results.map((result) => scoreOf(result, category)));
    const goal = `at least ${String(wanted[category])}`;
    print(`  ${category.padEnd(16)}${String(reached).padStart(4)}   ${goal}`);
    if (reached >= wanted[category]) continue;
    missed.push(`${category} of ${page}`);
    for (const line of new Set(faultsOf(results, category))) print(`  ${line}`);
  }
  return missed;
}

async function measure(url: string, cookies: Cookies): Promise<Result> {
  const flags = {
    logLevel: "silent",
    onlyCategories: categories,
    output: "json",
    // The profile is new; the sign-in stays.
    disableStorageReset: cookies.length > 0,
  } as const;
  const done = await withDebuggedBrowser(async (port) => {
    if (cookies.length > 0) await signIn(port, url, cookies);
    return lighthouse(url, { ...flags, port });
  });
  const error = done?.lhr.runtimeError;
  if (!done || error) throw new StartError(`Lighthouse failed: ${error?.message ?? "no result"}.`);
  return done.lhr;
}

/** Gives the browser on a port somebody's cookies. */
async function signIn(port: number, url: string, cookies: Cookies): Promise<void> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`);
  const [context] = browser.contexts();
  const { origin } = new URL(url);
  await context?.addCookies(cookies.map(({ name, value }) => ({ name, value, url: origin })));
  await browser.close();
}

function scoreOf(result: Result, category: string): number {
  return Math.round((result.categories[category]?.score ?? 0) * 100);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** What took points away. */
function faultsOf(results: readonly Result[], category: string): string[] {
  return results.flatMap((result) =>
    (result.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const { title = id, score = 1, displayValue = "" } = result.audits[id] ?? {};
      const lost = weight > 0 && score !== null && score < 0.9;
      return lost ? [`${category}: ${title} ${displayValue}`.trim()] : [];
    }),
  );
}
