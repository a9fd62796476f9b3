// How the page of the documentation looks: one sheet, whose hash is the only style the policy allows.

export const style = `
:root { color-scheme: light dark; --ink: light-dark(#17211d, #e8eeea); --soft: light-dark(#4b5852, #a9b7b0);
  --bg: light-dark(#f6f8f6, #111715); --card: light-dark(#fff, #19211e); --line: light-dark(#d5dcd8, #303c37);
  --accent: light-dark(#0f6652, #74d3b7); --focus: light-dark(#0b5cad, #8cc4ff) }
* { box-sizing: border-box }
html { background: var(--bg); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
body { max-inline-size: 60rem; margin: auto; padding: 2rem clamp(1rem, 4vw, 2rem) 4rem }
h1, h2, h3 { line-height: 1.2; letter-spacing: -0.018em }
h2 { margin-block: 2.5rem 0.75rem }
h3 { font-size: 1rem; margin-block: 1rem 0.25rem }
a { color: var(--accent) }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.9em }
details { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; margin-block: 0.5rem }
summary { padding: 0.6rem 1rem; cursor: pointer }
summary span { color: var(--soft) }
summary b { display: inline-block; min-inline-size: 4.5rem; color: var(--accent) }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 0.25rem }
details > div { padding: 0 1rem 1rem; border-block-start: 1px solid var(--line) }
nav ul, .links { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; padding: 0; list-style: none }
ul { padding-inline-start: 1.25rem; margin-block: 0.25rem }
li { margin-block: 0.2rem }
.soft { color: var(--soft); font-size: 0.875rem }
.type { color: var(--accent); font-size: 0.875rem; font-family: ui-monospace, Menlo, Consolas, monospace }
`;
