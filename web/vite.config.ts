// How the site is built, and how its dev server finds the API.
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import { sharedModules } from "./shared-modules.ts";

const localApi = `http://127.0.0.1:${process.env["API_PORT"] ?? "8000"}`;

/** `sst dev` uses a deployed API under its own host name; a local one keeps the page's host, and with it the cookies. */
const deployed = process.env["API_URL"];
const api = { target: deployed ?? localApi, changeOrigin: deployed !== undefined };

/** Base URL of the pages' sockets; empty for their own origin. */
const socketUrl = process.env["SOCKET_URL"] ?? "";

/** Collects the modules of the file that every page loads, once all imports are known. */
function shareModules(): { plugin: Plugin; isShared: (id: string) => boolean } {
  const entry = join(import.meta.dirname, "src/main.tsx");
  let shared: ReadonlySet<string> = new Set();
  return {
    plugin: {
      name: "shared-modules",
      apply: "build",
      buildEnd(error) {
        if (error === undefined) shared = sharedModules(entry, (id) => this.getModuleInfo(id));
      },
    },
    isShared: (id) => shared.has(id),
  };
}

const { plugin, isShared } = shareModules();

export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid(), plugin],
  define: { "import.meta.env.SOCKET_URL": JSON.stringify(socketUrl) },
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page uses is one file; a page is one more.
        codeSplitting: { groups: [{ name: "base", test: isShared }] },
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
