// Whether there is room for something beside the text.
import { createSignal, onCleanup, type Accessor } from "solid-js";

/** As in `chat-page.css` and `study-chat.css`. */
const wide = matchMedia("(width >= 1100px)");

export function createIsWide(): Accessor<boolean> {
  const [isWide, setIsWide] = createSignal(wide.matches);
  const change = (): void => void setIsWide(wide.matches);
  wide.addEventListener("change", change);
  onCleanup(() => wide.removeEventListener("change", change));
  return isWide;
}
