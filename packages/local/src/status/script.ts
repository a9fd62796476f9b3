// What the page does by itself: it asks for the page again and takes over what has changed.

export const script = `
const everyMs = 3000;
const limitMs = 15000;
const summary = document.getElementById("summary");
const stale = document.getElementById("stale");

async function renew() {
  const answer = await fetch("/status", { signal: AbortSignal.timeout(limitMs) });
  if (!answer.ok) throw new Error(String(answer.status));
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = next.getElementById("summary");
  // Said aloud only when it is another sentence.
  if (said.textContent !== summary.textContent) summary.textContent = said.textContent;
  summary.dataset.ok = said.dataset.ok;
  document.title = next.title;
  // What somebody is copying stays.
  if (getSelection().isCollapsed) {
    document.querySelector("main").replaceWith(next.querySelector("main"));
  }
  stale.hidden = true;
}

async function loop() {
  for (;;) {
    await new Promise((done) => setTimeout(done, everyMs));
    if (document.hidden) continue;
    try {
      await renew();
    } catch {
      if (stale.hidden) {
        stale.textContent = "The runner does not answer. What is below is old.";
        stale.hidden = false;
        document.title = "Status: no answer – AI Learning Platform";
      }
    }
  }
}

loop();
`;
