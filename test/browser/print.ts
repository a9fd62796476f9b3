// A page as its printer would have it: what a print style sheet leaves, and the text of the paper.
import type { Page } from "playwright-core";
import { extractText, getDocumentProxy } from "unpdf";

/** What does not belong on paper, a line each: what sticks to a window, what can be pressed, what is cut off. */
const misplaced = `(() => {
  const nameOf = (one) => one.tagName.toLowerCase() + "." + one.className;
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1)
    .flatMap((one) => {
      const { position, overflowX, overflowY, backgroundColor } = getComputedStyle(one);
      const lines = [];
      if (["fixed", "sticky"].includes(position)) lines.push(nameOf(one) + " is " + position);
      if (one.matches("button, [data-button], nav, header.app-header, footer.app-footer, textarea, [role=dialog]")) lines.push(nameOf(one) + " is printed");
      const isWide = overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
      const isHigh = overflowY !== "visible" && one.scrollHeight > one.clientHeight + 1;
      if (isWide || isHigh) lines.push(nameOf(one) + " is cut off");
      return lines;
    });
})()`;

/** Brightness of the text from 0 to 255. */
const ink = `Math.max(...getComputedStyle(document.documentElement).color.match(/\\d+/g).slice(0, 3).map(Number))`;

export interface Paper {
  /** The text of each sheet, in one line. */
  readonly sheets: readonly string[];
  readonly text: string;
  readonly misplaced: readonly string[];
  readonly ink: number;
}

/** Prints a page on A4. */
export async function print(page: Page): Promise<Paper> {
  await page.emulateMedia({ media: "print" });
  const found = await page.evaluate<string[]>(misplaced);
  const brightness = await page.evaluate<number>(ink);
  await page.emulateMedia({ media: null });
  const file = await page.pdf({ format: "A4" });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(file)));
  const sheets = text.map((one) => one.replaceAll(/\s+/g, " ").trim());
  return { sheets, text: sheets.join(" "), misplaced: found, ink: brightness };
}
