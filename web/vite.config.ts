// How the site is built, and how its dev server finds the API.
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

const api = process.env["API_PORT"] ?? "8000";

const shared =
  /solid-js|@solidjs|protocol.src.(?:limits|paths)|web.src.(?:styles|frame|components.(?!\w+-panel|dialog|menu)|i18n.(?:index|errors|format|language|plural)|(?!socket|outbox)[\w-]+\.tsx?$)/;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid()],
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
      // The host stays ours: sign-ins are kept only for pages of the host asked.
      "/api": { target: `http://127.0.0.1:${api}`, changeOrigin: false },
      "/ws": { target: `http://127.0.0.1:${api}`, changeOrigin: false, ws: true },
    },
  },
});
