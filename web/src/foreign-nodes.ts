// Translators and extensions put a <font> of theirs in the place of a text node. The page knows nothing of it: it goes
// on writing to its own node, which is seen nowhere, or puts another node beside the <font>, so that both are seen.

/** A text node of the page that something stands in for, and what it said. */
interface Kept {
  readonly node: Text;
  readonly text: string;
}

const kept = new WeakMap<Node, Kept>();
const standIns = new WeakMap<Node, ChildNode>();

/** Puts the page's node back, without words, before what stands in for it: there the page finds it again. */
function keep(node: Text, font: HTMLFontElement): void {
  if (font.contains(node)) node.replaceWith(node.cloneNode());
  kept.set(font, { node, text: node.data });
  standIns.set(node, font);
  node.data = "";
  font.before(node);
}

/** A node went: a stand-in that its translator took back, a node of the page that has one, or one that gets one. */
function leave(gone: Node, beside: readonly (Node | null | undefined)[]): void {
  const own = kept.get(gone);
  if (own?.node.data === "") own.node.data = own.text;
  if (gone.parentNode !== null && standIns.has(gone)) return;
  standIns.get(gone)?.remove();
  const font = beside.find((one) => one instanceof HTMLFontElement && !kept.has(one));
  if (gone instanceof Text && gone.data !== "" && font instanceof HTMLFontElement) keep(gone, font);
}

/** From now on, what stands in for a text goes when the page writes another one, or takes it away. */
export function watchForeignNodes(): void {
  new MutationObserver((records) => {
    for (const { target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
      if (target instanceof Text && target.data !== "") standIns.get(target)?.remove();
      for (const gone of removedNodes) leave(gone, [addedNodes[0], previousSibling, nextSibling]);
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}
