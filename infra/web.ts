// The site: static files, its own addresses answered with the index page.
import { router } from "./router.ts";
import { directSocketUrl } from "./socket.ts";

export const web = new sst.aws.StaticSite("Web", {
  path: "web",
  build: { command: "npm run build", output: "dist" },
  router: { instance: router },
  assets: {
    // A page that is open keeps loading the files of its own release.
    purge: false,
    // As the local site says; the build puts a hash into the names below /assets.
    fileOptions: [
      { files: "**", cacheControl: "no-cache" },
      { files: "assets/**", cacheControl: "public, max-age=31536000, immutable" },
    ],
  },
  environment: {
    // For `sst dev`: where Vite finds the API and sockets.
    API_URL: router.url,
    ...(directSocketUrl !== undefined && { SOCKET_URL: directSocketUrl }),
  },
  // The page's own types say what it reads of these.
  vite: { types: "../.sst/web-env.d.ts" },
  dev: { command: "npx vite", url: "http://localhost:5173" },
});
