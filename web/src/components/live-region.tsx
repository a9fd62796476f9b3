// Says things to assistive technology. One region of each kind for the whole page.
import { createSignal, type JSX } from "solid-js";

const [polite, setPolite] = createSignal("");
const [urgent, setUrgent] = createSignal("");

/** Announces a sentence once; the same sentence again is announced again. */
export function announce(text: string, isUrgent = false): void {
  const set = isUrgent ? setUrgent : setPolite;
  set("");
  setTimeout(() => set(text), 50);
}

export function LiveRegion(): JSX.Element {
  return (
    <div class="visually-hidden">
      <p role="status">{polite()}</p>
      <p role="alert">{urgent()}</p>
    </div>
  );
}
