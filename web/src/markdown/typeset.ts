// Formulas as MathML. In a chunk of its own: most answers have none.
import temml from "temml";
import "temml/dist/Temml-Local.css";
import "./typeset.css";

/** A formula has no business with the page's addresses, nor with the names of its elements. */
const foreign = ["id", "href"];

/** In em, and in points: a formula may not cover the page. */
const maxSize: [number, number] = [20, 300];

/** The formula as an element; null where the library finds none in it. */
export function typeset(tex: string, displayMode: boolean): Element | null {
  const box = document.createElement("span");
  try {
    temml.render(tex, box, {
      displayMode,
      throwOnError: true,
      trust: false,
      maxSize,
      maxExpand: 500,
    });
  } catch {
    return null;
  }
  for (const one of box.querySelectorAll("*"))
    for (const name of foreign) one.removeAttribute(name);
  return box.firstElementChild;
}
