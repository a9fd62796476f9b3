// `npm run size`: how much JavaScript has to arrive from the first page to a usable chat, compressed as it is served.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import { runCommand } from "@ai-learning/local/command";
import { defaultSiteDir } from "@ai-learning/local/paths";
import { buildSite } from "@ai-learning/local/site/build";
import { StartError } from "@ai-learning/local/start-error";
import { print } from "@ai-learning/local/terminal";

const budget = 56 * 1024;
/** What is fetched on the way beside the entry: the pages, and the words of one language. */
const pages = ["src/pages/landing/landing-page.tsx", "src/pages/chat/chat-page.tsx"];
const dictionaries = ["en", "ru"].map((one) => [
  `src/i18n/${one}/base.ts`,
  `src/i18n/${one}/chat.ts`,
]);

/** A chunk as Vite's manifest has it. */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

await runCommand(async () => {
  await buildSite();
  const files = await chunks();
  const sizes = await Promise.all(files.map(sizeOf));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  for (const [index, file] of files.entries()) print(row(file, sizes[index] ?? 0));
  print(row("First page to a usable chat", total));
  print(row("Budget", budget));
  if (total > budget) {
    throw new StartError(`The page needs ${String(total - budget)} bytes of JavaScript too many.`);
  }
});

function row(name: string, bytes: number): string {
  return `  ${name.padEnd(44)}${(bytes / 1024).toFixed(1).padStart(7)} KB`;
}

/** Scripts that the page itself names. */
async function pageScripts(): Promise<string[]> {
  const page = await readFile(join(defaultSiteDir, "index.html"), "utf8");
  return [...page.matchAll(/<script[^>]* src="\/([^"]+)"/g)].map(([, file = ""]) => file);
}

/** What the page names, the chunks of the pages and of the longer words, and whatever these import statically. */
async function chunks(): Promise<string[]> {
  const text = await readFile(join(defaultSiteDir, ".vite/manifest.json"), "utf8");
  const manifest: Manifest = JSON.parse(text);
  const first = await pageScripts();
  const entries = Object.keys(manifest).filter((name) =>
    first.includes(chunkOf(manifest, name).file),
  );
  if (entries.length === 0) throw new StartError("The page names no script of the build.");
  const needed = new Set([...entries, ...pages, ...(await longest(manifest, dictionaries))]);
  for (const name of needed) {
    for (const one of chunkOf(manifest, name).imports ?? []) needed.add(one);
  }
  const built = [...needed].map((name) => chunkOf(manifest, name).file);
  return [...new Set([...first, ...built])].filter((file) => file.endsWith(".js"));
}

async function longest(
  manifest: Manifest,
  candidates: readonly (readonly string[])[],
): Promise<readonly string[]> {
  const measured = await Promise.all(
    candidates.map(async (sources) => {
      const sizes = sources.map((source) => sizeOf(chunkOf(manifest, source).file));
      return { sources, size: (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) };
    }),
  );
  return measured.toSorted((a, b) => b.size - a.size)[0]?.sources ?? [];
}

function chunkOf(manifest: Manifest, source: string): Chunk {
  const chunk = manifest[source];
  if (!chunk)
    throw new StartError(`The build has no chunk for ${source}: correct test/browser/size.ts.`);
  return chunk;
}

async function sizeOf(file: string): Promise<number> {
  const contents = await readFile(join(defaultSiteDir, file));
  return (await promisify(brotliCompress)(contents)).length;
}
