// Starts the site: the words and the page's own code are fetched together, then rendered.
import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { loadWords } from "./i18n/index.ts";
import { preloadPage } from "./routes.ts";
import { loadUser } from "./state/current-user.ts";
import { showTheme } from "./state/theme.ts";

/** Not at the top level: chunks that are awaited may need this one to have run. */
async function start(root: Element): Promise<void> {
  showTheme();
  const words = loadWords("base");
  // A page that cannot be fetched now is fetched again, and its failure shown, when it is rendered.
  preloadPage(location.pathname).catch(() => undefined);
  await words;
  // Who is signed in is asked at once; a failure shows where it matters.
  loadUser().catch(() => undefined);
  render(() => <App />, root);
}

// A newer site has replaced the one this page came from: its old parts are gone.
addEventListener("vite:preloadError", () => {
  const once = "reloaded-for-new-site";
  if (sessionStorage.getItem(once) === location.href) return;
  sessionStorage.setItem(once, location.href);
  location.reload();
});

const root = document.querySelector("#app");
if (root === null) throw new Error("The page has no #app");
start(root).catch(reportError);
