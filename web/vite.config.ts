// How the site is built, and how its dev server finds the API.
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import { buildWorker } from "./build-worker.ts";
import { sharedModules, type Shared } from "./shared-modules.ts";

const localApi = `http://127.0.0.1:${process.env["API_PORT"] ?? "8000"}`;

/** `sst dev` uses a deployed API under its own host name; a local one keeps the page's host, and with it the cookies. */
const deployed = process.env["API_URL"];
const api = { target: deployed ?? localApi, changeOrigin: deployed !== undefined };

/** Base URL of the pages' sockets; empty for their own origin. */
const socketUrl = process.env["SOCKET_URL"] ?? "";

const source = (path: string): string => join(import.meta.dirname, "src", path);

/** What the first page needs, and parts that are loaded later need too: small, and in no need of files of their own. */
const always: ReadonlySet<string> = new Set(
  ["later", "text", "labels"].map((name) => source(`markdown/${name}.ts`)),
);

/** Collects the modules of the files that pages share, once all imports are known. */
function shareModules(): { plugin: Plugin; isIn: (file: keyof Shared) => (id: string) => boolean } {
  const words = ["en", "ru"].flatMap((lang) => [`i18n/${lang}/base.ts`, `i18n/${lang}/chat.ts`]);
  const pages = ["pages/landing/landing-page.tsx", "pages/chat/chat-page.tsx"];
  const first = [...pages, ...words].map(source);
  let shared: Shared = { base: new Set(), pages: new Set() };
  return {
    plugin: {
      name: "shared-modules",
      apply: "build",
      buildEnd(error) {
        if (error !== undefined) return;
        shared = sharedModules(source("main.tsx"), first, (id) => this.getModuleInfo(id));
      },
    },
    isIn: (file) => (id) => shared[file].has(id) || (file === "base" && always.has(id)),
  };
}

/** The one file that is no module: with it, every page would load what turns such files into modules. */
const asModule: Plugin = {
  name: "as-module",
  apply: "build",
  transform: (code, id) =>
    id.endsWith("/highlight.js/lib/core.js")
      ? `const module = {};\n${code}\nexport default module.exports;`
      : null,
};

const { plugin, isIn } = shareModules();

export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid(), asModule, plugin, buildWorker()],
  define: { "import.meta.env.SOCKET_URL": JSON.stringify(socketUrl) },
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Two characters less of each name: the first page names some forty files, and no compression shortens a hash.
        chunkFileNames: "assets/[name]-[hash:6].js",
        assetFileNames: "assets/[name]-[hash:6][extname]",
        // What every page uses is one file, what only later pages share another; a page is one more.
        codeSplitting: {
          groups: [
            { name: "base", test: isIn("base") },
            { name: "pages", test: isIn("pages") },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": api,
      "/ws": { ...api, ws: true },
    },
  },
});
