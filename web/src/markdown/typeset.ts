// Formulas as MathML. In a chunk of its own: most answers have none.
import temml from "temml";
import "temml/dist/Temml-Local.css";
import "./typeset.css";

/** A formula has no business with the page's addresses, nor with the names of its elements. */
const foreign = ["id", "href"];

/** In em, and in points: a formula may not cover the page. */
const maxSize: [number, number] = [20, 300];

/** What a formula may be too wide for. */
const blocks = "p, td, th, h3, h4, h5, h6";

/** Makes the box of a formula scroll while it is too wide, and the keyboard reach it then. */
function watchWidth(math: Element, name: string): void {
  let block: Element | null = null;
  const observer = new ResizeObserver(() => {
    const box = math.parentElement;
    if (block === null) {
      block = math.closest(blocks);
      if (block !== null) observer.observe(block);
    }
    if (box === null || block === null) return;
    const isWide = math.scrollWidth > block.clientWidth + 1;
    box.toggleAttribute("data-wide", isWide);
    for (const [key, value] of [
      ["tabindex", "0"],
      ["role", "region"],
      ["aria-label", name],
    ] as const) {
      if (isWide) box.setAttribute(key, value);
      else box.removeAttribute(key);
    }
  });
  observer.observe(math);
}

/** Millimetres of a line on A4 or Letter with the margins that browsers leave, and those of an inch. */
const paper = { width: 180, inch: 25.4 };

/** How far a formula's parts reach: what is too wide for the box of a formula is not in the box's own width. */
function reachOf(math: Element): number {
  const { left } = math.getBoundingClientRect();
  const ends = [...math.querySelectorAll("*")].map((one) => one.getBoundingClientRect().right);
  return ends.reduce((most, end) => Math.max(most, end - left), 1);
}

/** Of all formulas on the page: how much smaller each has to be for its line on paper, where nothing scrolls. */
function fitPaper(): void {
  const width = (paper.width / paper.inch) * 96;
  for (const math of document.querySelectorAll<MathMLElement>(".formula math")) {
    math.style.setProperty("--on-paper", String(Math.min(1, width / reachOf(math))));
  }
}

addEventListener("beforeprint", fitPaper);

/** The formula as an element, in a box of that name where it scrolls; null where the library finds none in it. */
export function typeset(tex: string, displayMode: boolean, name = ""): Element | null {
  const box = document.createElement("span");
  try {
    temml.render(tex, box, {
      displayMode,
      throwOnError: true,
      trust: false,
      // A line may end after a sign.
      wrap: "tex",
      maxSize,
      maxExpand: 500,
    });
  } catch {
    return null;
  }
  for (const one of box.querySelectorAll("*"))
    for (const name of foreign) one.removeAttribute(name);
  const math = box.firstElementChild;
  if (math !== null) watchWidth(math, name);
  return math;
}
