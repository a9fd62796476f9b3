// The text of an element while it grows. Its node stays and is only added to: a selection in it stays too.
import { createRenderEffect } from "solid-js";

/** A text node that follows a signal. What it says already is not written again. */
export function textNode(text: () => string): Text {
  const node = document.createTextNode("");
  createRenderEffect(() => {
    const now = text();
    const said = now.startsWith(node.data) ? node.length : 0;
    node.replaceData(said, node.length, now.slice(said));
  });
  return node;
}
