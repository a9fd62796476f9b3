// The languages that code is coloured in. They come in three files: a build of many small ones would need longer names.
import type { LanguageFn } from "highlight.js";

const groups = {
  scripts: () => import("./grammars-scripts.ts"),
  systems: () => import("./grammars-systems.ts"),
  web: () => import("./grammars-web.ts"),
};

/** By the names of the library, in which `html` is `xml`: the file that each is in. */
const languages = {
  bash: "scripts",
  c: "systems",
  cpp: "systems",
  css: "web",
  go: "systems",
  java: "systems",
  javascript: "web",
  json: "web",
  kotlin: "systems",
  php: "web",
  python: "scripts",
  ruby: "scripts",
  rust: "systems",
  sql: "scripts",
  swift: "systems",
  typescript: "web",
  xml: "web",
  yaml: "scripts",
} as const satisfies Readonly<Record<string, keyof typeof groups>>;

export type Language = keyof typeof languages;

/** Other names that fences have. */
const aliases: Readonly<Record<string, Language>> = {
  "c++": "cpp",
  cc: "cpp",
  cxx: "cpp",
  golang: "go",
  h: "c",
  hpp: "cpp",
  htm: "xml",
  html: "xml",
  js: "javascript",
  jsonc: "json",
  jsx: "javascript",
  kt: "kotlin",
  kts: "kotlin",
  mjs: "javascript",
  mysql: "sql",
  node: "javascript",
  postgresql: "sql",
  py: "python",
  python3: "python",
  rb: "ruby",
  rs: "rust",
  sh: "bash",
  shell: "bash",
  sqlite: "sql",
  svg: "xml",
  ts: "typescript",
  tsx: "typescript",
  yml: "yaml",
  zsh: "bash",
};

/** A fence's word for the learner: what stands after the language is for programs. */
export const shownName = (name: string): string => name.replace(/-gaps$/, "");

/** The language that a fence names; null for one that stays plain. */
export function languageOfFence(name: string): Language | null {
  const bare = shownName(name.toLowerCase()).replace(/^[{.]+|[},:].*$/g, "");
  if (Object.hasOwn(languages, bare)) return bare as Language;
  return Object.hasOwn(aliases, bare) ? (aliases[bare] ?? null) : null;
}

/** Fetches the rules of a language, and of those beside it: a page has others inside of it. */
export const loadLanguage = async (
  name: Language,
): Promise<Readonly<Record<string, LanguageFn>>> => ({ ...(await groups[languages[name]]()) });
