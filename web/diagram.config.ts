// How the page that draws diagrams is built: apart from the site, so that no file of the site has anything of it.
import { join } from "node:path";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  // The site's own build copies these.
  publicDir: false,
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    emptyOutDir: false,
    // Its files are the ones that a page without an origin may fetch: see the headers of the site.
    assetsDir: "assets/diagram",
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: { input: join(import.meta.dirname, "diagram.html") },
  },
});
