// Announcements to assistive technology: one polite and one assertive region for the whole page.
import { createSignal, type JSX } from "solid-js";

const [polite, setPolite] = createSignal("");
const [urgent, setUrgent] = createSignal("");

/** Announces a sentence; repeating the same sentence announces it again. */
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
