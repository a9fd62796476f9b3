// Starts the site: the words and the page's own code are fetched together, then rendered.
import { render } from "solid-js/web";
import { App } from "./app.tsx";
import "./direction.css";
import { watchForeignNodes } from "./foreign-nodes.ts";
import { loadWords } from "./i18n/index.ts";
import { preloadPage } from "./routes.ts";
import { loadUser } from "./state/current-user.ts";
import { keepKeysOfInputMethods } from "./state/input-method.ts";
import { optionalCode } from "./state/optional-code.ts";
import { showTheme } from "./state/theme.ts";

/** Not at the top level: the chunks it awaits may import this one, which must have run by then. */
async function start(root: Element): Promise<void> {
  showTheme();
  keepKeysOfInputMethods();
  const words = loadWords("base");
  // A failure is shown when the page is rendered.
  preloadPage(location.pathname).catch(() => undefined);
  await words;
  // The user is loaded at once; pages that need one show the failure.
  loadUser().catch(() => undefined);
  watchForeignNodes();
  render(() => <App />, root);
}

// A new deployment has removed the chunks of this page's version: the page is reloaded once.
addEventListener("vite:preloadError", () => {
  const once = "reloaded-for-new-site";
  try {
    if (
      !navigator.onLine ||
      optionalCode.loading > 0 ||
      sessionStorage.getItem(once) === location.href
    )
      return;
    sessionStorage.setItem(once, location.href);
    location.reload();
  } catch {
    // Storage is unavailable, and reloading without a note of it might never end: the failure is shown.
  }
});

const root = document.querySelector("#app");
if (root === null) throw new Error("The page has no #app");
start(root).catch(reportError);
