// The state of the stack as a page: complete as it is sent, and renewed by its small script while somebody looks.
import { createHash } from "node:crypto";
import { html, Html } from "./html.ts";
import type { LoggedError } from "./last-errors.ts";
import type { PartState } from "./probe.ts";
import type { FunctionState, StatusReport } from "./report.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

const hashOf = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// Whole, since every space inside them counts for their hash.
const styleElement = new Html(`<style>${style}</style>`);
const scriptElement = new Html(`<script type="module">${script}</script>`);

/** Headers that go with the page: it loads nothing but itself. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "connect-src 'self'",
    // The icon, which is none.
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
};

/** The whole page. */
export function page(report: StatusReport): string {
  const away = report.parts.filter(({ ok }) => !ok);
  const word = away.length === 0 ? "running" : `${String(away.length)} away`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <title>Status: ${word} – AI Learning Platform</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <h1>AI Learning Platform</h1>
          <p id="summary" role="status" data-ok="${String(report.ok)}">${sentence(away)}</p>
          <p id="stale" role="alert" hidden></p>
        </header>
        <main>
          ${about(report)}
          <section aria-labelledby="parts">
            <h2 id="parts">Parts</h2>
            <ul class="parts">
              ${report.parts.map(partItem)}
            </ul>
          </section>
          ${work(report)} ${errors(report.errors)} ${functions(report.functions)}
        </main>
        <footer>
          <p>
            Renewed every three seconds. The same as JSON: <a href="/status.json">/status.json</a>
          </p>
        </footer>
        ${scriptElement}
      </body>
    </html> `.text;
}

function sentence(away: readonly PartState[]): string {
  if (away.length === 0) return "Everything is running.";
  const names = away.map(({ name }) => name).join(", ");
  return `Not running: ${names}.`;
}

function about({ product, pid, startedAt, at }: StatusReport): Html {
  const { version = "unknown", commit, node } = product;
  return html`<p class="about">
    Version ${version}${commit === undefined ? "" : ` (${commit})`}, Node ${node}, process ${pid},
    started ${time(startedAt)}, as of ${time(at)}
  </p>`;
}

/** In UTC, as the log has it. */
function time(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")} UTC</time>`;
}

function partItem({ name, ok, says, version, ms }: PartState): Html {
  const facts = [version, ms === undefined ? undefined : `${String(ms)} ms`].filter(
    (fact) => fact !== undefined,
  );
  return html`<li data-ok="${String(ok)}">
    <b>${name}</b> <span class="state">${ok ? "running" : "away"}</span>
    <span class="says">${says}</span> <span class="facts">${facts.join(", ")}</span>
  </li>`;
}

function work({ queues, work: open, connections }: StatusReport): Html {
  const numbers: readonly (readonly [name: string, value: number | undefined, bad?: boolean])[] = [
    ["Wake-ups waiting", queues?.wakeups.waiting],
    ["Wake-ups in flight", queues?.wakeups.inFlight],
    ["Dead letters", queues?.deadLetters.waiting, (queues?.deadLetters.waiting ?? 0) > 0],
    ["Turns waiting", open?.turns.waiting],
    ["Answers being written", open?.turns.running],
    ["Jobs waiting", open?.jobs.waiting],
    ["Jobs running", open?.jobs.running],
    ["Live connections", connections],
  ];
  const items = numbers.map(
    ([name, value, bad = false]) =>
      html`<div data-ok="${String(!bad)}">
        <dt>${name}</dt>
        <dd>${value ?? "unknown"}</dd>
      </div>`,
  );
  return html`<section aria-labelledby="work">
    <h2 id="work">Work</h2>
    <dl class="work">${items}</dl>
  </section>`;
}

function errors(list: readonly LoggedError[]): Html {
  const items = list.map(({ at, level, source, event, code, ids, times }) => {
    const names = Object.entries(ids).map(
      ([name, id]) =>
        html`<div>
          <dt>${name.replace(/_id$/, "")}</dt>
          <dd><code>${id}</code></dd>
        </div>`,
    );
    return html`<li data-level="${level}">
      ${time(at)} <span class="level">${level}</span> <b>${event}</b> in
      ${source}${code === undefined ? "" : `: ${code}`}${times === 1 ? "" : `, ${String(times)} times`}
      <dl class="ids">${names}</dl>
    </li>`;
  });
  const shown =
    items.length === 0
      ? html`<p>None since the start.</p>`
      : html`<ol class="errors">
          ${items}
        </ol>`;
  return html`<section aria-labelledby="errors">
    <h2 id="errors">Last warnings and errors</h2>
    ${shown}
  </section>`;
}

function functions(list: readonly FunctionState[]): Html {
  const rows = list.map(
    ({ name, bytes, processes, busy }) =>
      html`<tr data-ok="${String(bytes !== null)}">
        <th scope="row">${name}</th>
        <td>${bytes === null ? "missing" : `${String(Math.ceil(bytes / 1024))} KB`}</td>
        <td>${processes}</td>
        <td>${busy}</td>
      </tr>`,
  );
  return html`<section aria-labelledby="functions">
    <h2 id="functions">Functions</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Bundle</th>
          <th scope="col">Processes</th>
          <th scope="col">At work</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}
