// Markdown text to blocks. Written for the page: a general parser is four times its size.
import { blocks } from "./block.ts";
import type { Block } from "./model.ts";

/** Places every heading in an outline without gaps; what comes later never moves what was before. */
function outline(list: readonly Block[], open: number[]): Block[] {
  return list.map((block): Block => {
    switch (block.type) {
      case "heading":
        while ((open.at(-1) ?? 0) >= block.level) open.pop();
        open.push(block.level);
        return { ...block, depth: open.length };
      case "quote":
        return { ...block, blocks: outline(block.blocks, open) };
      case "list":
        return {
          ...block,
          items: block.items.map((item) => ({ ...item, blocks: outline(item.blocks, open) })),
        };
      default:
        return block;
    }
  });
}

/** The blocks of a text. */
export function parse(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n");
  return outline(blocks(lines), []);
}

/**
 * `next`, built of `before`'s own objects wherever nothing changed, so that what is on screen
 * stays on screen.
 */
export function reuse<T>(before: unknown, next: T): T {
  if (Object.is(before, next)) return next;
  if (Array.isArray(next)) {
    const old: readonly unknown[] = Array.isArray(before) ? before : [];
    const list = next.map((value, index) => reuse(old[index], value));
    const isSame = old.length === list.length && list.every((value, at) => value === old[at]);
    return (isSame ? old : list) as T;
  }
  if (typeof next !== "object" || next === null || typeof before !== "object" || before === null) {
    return next;
  }
  const old = new Map<string, unknown>(Object.entries(before));
  const entries = Object.entries(next).map(([key, value]): [string, unknown] => [
    key,
    reuse(old.get(key), value),
  ]);
  const isSame =
    old.size === entries.length && entries.every(([key, value]) => old.get(key) === value);
  return (isSame ? before : Object.fromEntries(entries)) as T;
}
