// Code in colours: what the library finds in it, as elements.
import type { Element as Found, Root, Text as FoundText } from "hast";
import type { LanguageFn } from "highlight.js";
import { createLowlight } from "lowlight";
import "./code-colours.css";

const library = createLowlight();

/** Beyond it, colours take longer than anybody wants to wait. */
const maxChars = 30_000;

const nodesOf = (parent: Root | Found): Node[] => parent.children.flatMap(nodeOf);

function nodeOf(found: Root["children"][number] | Found["children"][number]): Node[] {
  if (found.type === "text") return [textOf(found)];
  if (found.type !== "element") return [];
  const span = document.createElement("span");
  const { className } = found.properties;
  if (Array.isArray(className)) span.className = className.join(" ");
  span.append(...nodesOf(found));
  return [span];
}

const textOf = (found: FoundText): Text => document.createTextNode(found.value);

/** Makes languages known; once each. */
export function register(grammars: Readonly<Record<string, LanguageFn>>): void {
  for (const [name, grammar] of Object.entries(grammars)) {
    if (!library.registered(name)) library.register(name, grammar);
  }
}

/** The nodes of a text in a language that is registered; undefined for one that stays plain. */
export function colour(language: string, text: string): Node[] | undefined {
  if (text.length > maxChars) return undefined;
  try {
    return nodesOf(library.highlight(language, text));
  } catch {
    // A text that the library cannot read is still a text.
    return undefined;
  }
}
