// How the site is built, and how its dev server finds the API.
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

const own = `http://127.0.0.1:${process.env["API_PORT"] ?? "8000"}`;

/** In `sst dev` the API is a deployed one, found under its own host name; else the host asked stays, and with it sign-ins. */
const deployed = process.env["API_URL"];
const api = { target: deployed ?? own, changeOrigin: deployed !== undefined };

/** Where pages open their sockets; empty: on their own origin. */
const socketUrl = process.env["SOCKET_URL"] ?? "";

const shared =
  /solid-js|@solidjs|protocol.src.(?:limits|paths)|web.src.(?:styles|layout|state.(?:changes|current-user|draft-rules|load|request-plan|start-track|storage|theme|track-deletion|usage)|components.(?!\w+-panel|dialog|menu)|i18n.(?:index|errors|format|language|plural)|(?!socket|outbox)[\w-]+\.tsx?$)/;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid()],
  define: { "import.meta.env.SOCKET_URL": JSON.stringify(socketUrl) },
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page uses is one file; a page is one more.
        codeSplitting: { groups: [{ name: "base", test: shared }] },
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
