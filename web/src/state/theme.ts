// The theme: the system's until the visitor chooses. `theme.js` sets it before the first paint.
import { createSignal } from "solid-js";
import { keep, recall } from "./storage.ts";

export type Theme = "system" | "light" | "dark";

const isChoice = (value: unknown): value is "light" | "dark" =>
  value === "light" || value === "dark";

const system = matchMedia("(prefers-color-scheme: dark)");
const kept = recall("theme");
const [theme, setTheme] = createSignal<Theme>(isChoice(kept) ? kept : "system");
const [systemDark, setSystemDark] = createSignal(system.matches);
system.addEventListener("change", (event) => setSystemDark(event.matches));

export { theme };

/** True when the page is dark now. */
export const isDark = (): boolean => theme() === "dark" || (theme() === "system" && systemDark());

export function chooseTheme(next: Theme): void {
  keep("theme", next === "system" ? null : next);
  setTheme(next);
  showTheme();
}

/** Applies the theme to the document and to the browser's own interface. */
export function showTheme(): void {
  const chosen = theme();
  const root = document.documentElement;
  if (chosen === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = chosen;
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) {
    const own = meta.media.includes("dark") ? "dark" : "light";
    const colours = { light: "#f6f8f6", dark: "#111715" };
    meta.content = colours[chosen === "system" ? own : chosen];
  }
}
