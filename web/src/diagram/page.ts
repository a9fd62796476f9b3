// Draws a diagram for the page that this one is in. It runs in a sandbox without an origin: what a model wrote cannot
// reach the site from here.
import mermaid from "mermaid";
import { isRequest, type Reply } from "./messages.ts";

/** What is still readable: a wide diagram is not made smaller than this, and scrolls. */
const minScale = 0.65;

function reply(message: Reply): void {
  // A sandbox knows no origin, and nothing in it is secret.
  parent.postMessage(message, "*");
}

/** Tells how high the picture is, now and whenever the width changes. */
function watchHeight(svg: Element): void {
  new ResizeObserver(() => {
    // What a scroll bar below it takes is part of the height.
    const bar = document.body.offsetHeight - document.body.clientHeight;
    const height = document.body.getBoundingClientRect().height + bar;
    reply({ type: "drawn", height: Math.ceil(height) });
  }).observe(svg);
}

async function draw(source: string, isDark: boolean): Promise<void> {
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    theme: isDark ? "dark" : "neutral",
    fontFamily: "ui-sans-serif, system-ui, sans-serif",
  });
  const { svg } = await mermaid.render("drawing", source);
  const read = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
  if (read === null) throw new Error("no picture");
  const width = read.viewBox.baseVal.width;
  read.style.setProperty("min-inline-size", `${String(Math.round(width * minScale))}px`);
  document.body.replaceChildren(read);
  watchHeight(read);
}

addEventListener("message", (event: MessageEvent<unknown>) => {
  if (event.source !== parent || !isRequest(event.data)) return;
  draw(event.data.source, event.data.isDark).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    // Below the first line, the library draws where in the text it is.
    const [first = ""] = reason.split("\n");
    reply({ type: "failed", reason: first.replace(/[:.]?$/, ".").slice(0, 300) });
  });
});

reply({ type: "ready" });
