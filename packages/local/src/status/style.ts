// The look of the status page: light and dark by the system's own setting, one column on a phone.

export const style = `
:root {
  color-scheme: light dark;
  --bg: light-dark(#f6f8f6, #111715);
  --surface: light-dark(#fff, #19211e);
  --ink: light-dark(#17211d, #e8eeea);
  --soft: light-dark(#4b5852, #a9b7b0);
  --line: light-dark(#d5dcd8, #303c37);
  --good: light-dark(#0f6652, #74d3b7);
  --bad: light-dark(#a32218, #ff9d90);
  --warn: light-dark(#7a5200, #e9bd6a);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 2rem) 3rem; max-width: 68rem;
  background: var(--bg); color: var(--ink);
  font: 1rem/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
h1 { margin: 0; font-size: 1.125rem; font-weight: 550; color: var(--soft); }
h2 { margin: 2rem 0 0.75rem; font-size: 1.125rem; font-weight: 650; }
#summary { margin: 0.25rem 0 0; font-size: 1.75rem; font-weight: 650; line-height: 1.2; color: var(--good); }
#summary[data-ok="false"] { color: var(--bad); }
#stale { margin: 0.75rem 0 0; padding: 0.5rem 0.75rem; border: 1px solid var(--bad); border-radius: 0.625rem; color: var(--bad); }
.about, footer, .facts { color: var(--soft); font-size: 0.875rem; }
a { color: var(--good); }
time, .facts, td, .work dd { font-variant-numeric: tabular-nums; }
ul, ol, dl { margin: 0; padding: 0; list-style: none; }
dd { margin: 0; }
.parts, .errors, table { background: var(--surface); border: 1px solid var(--line); border-radius: 0.625rem; }
.parts li {
  display: grid; grid-template-columns: 7rem 6rem 1fr auto; gap: 0 1rem; align-items: baseline;
  padding: 0.6rem 1rem; border-top: 1px solid var(--line);
}
.parts li:first-child, .errors li:first-child { border-top: 0; }
.state { color: var(--good); font-weight: 550; }
.state::before { content: ""; display: inline-block; width: 0.6rem; height: 0.6rem; margin-right: 0.4rem; border-radius: 50%; background: currentColor; }
[data-ok="false"] > .state { color: var(--bad); }
[data-ok="false"] > .state::before { border-radius: 0; }
.says, code { overflow-wrap: anywhere; }
.work { display: grid; grid-template-columns: repeat(4, 1fr); gap: 0.75rem; }
.work div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 0.75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 0.625rem; }
.work dt { color: var(--soft); font-size: 0.875rem; }
.work dd { font-size: 1.375rem; font-weight: 650; }
.work [data-ok="false"] dd { color: var(--bad); }
.errors li { padding: 0.6rem 1rem; border-top: 1px solid var(--line); }
.errors time { color: var(--soft); font-size: 0.875rem; }
.level { color: var(--warn); font-weight: 550; }
[data-level="error"] .level { color: var(--bad); }
.ids { display: flex; flex-wrap: wrap; gap: 0 1rem; font-size: 0.8125rem; }
.ids div { display: flex; gap: 0.35rem; }
.ids dt { color: var(--soft); }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
table { width: 100%; border-collapse: separate; border-spacing: 0; }
th, td { padding: 0.4rem 1rem; text-align: right; border-top: 1px solid var(--line); }
td { white-space: nowrap; }
th:first-child { text-align: left; }
thead th { border-top: 0; color: var(--soft); font-size: 0.875rem; font-weight: 550; }
tbody th { font-weight: 550; }
tr[data-ok="false"] td { color: var(--bad); }
@media (max-width: 40rem) {
  .parts li { grid-template-columns: 1fr auto; }
  .says, .facts { grid-column: 1 / -1; font-size: 0.875rem; }
  .facts:empty { display: none; }
  .work { grid-template-columns: 1fr 1fr; }
  th, td { padding: 0.4rem; font-size: 0.875rem; }
}
`;
