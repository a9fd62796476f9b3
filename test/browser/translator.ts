// A translator as browsers have them: it puts a <font> in the place of every text node, also of those that come later,
// and leaves what is marked as not to be translated.
import type { Page } from "playwright-core";

/** Turns it on in a page. What it has translated stands in ⟦brackets⟧. */
export async function translate(page: Page): Promise<void> {
  await page.evaluate(`{
    const skipped = "[translate=no], script, style, textarea, input, math, svg";
    const work = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found = [];
      if (root.nodeType === Node.TEXT_NODE) found.push(root);
      while (walker.nextNode()) found.push(walker.currentNode);
      for (const node of found) {
        if (node.data.trim() === "" || !node.parentElement || node.parentElement.closest(skipped + ", font")) continue;
        const outer = document.createElement("font");
        const inner = document.createElement("font");
        outer.append(inner);
        inner.append("⟦" + node.data + "⟧");
        node.before(outer);
        node.remove();
      }
    };
    work(document.body);
    new MutationObserver((records) => {
      for (const { target, type } of records) if (target.isConnected) setTimeout(() => work(target), 20);
    }).observe(document.body, {
      childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: ["translate"],
    });
  }`);
}
