// A button that copies a text and confirms it for a moment.
import { systemClock, within } from "@ai-learning/client/clock";
import { createSignal, onCleanup, type JSX } from "solid-js";
import { Button } from "./button.tsx";
import { announce } from "./live-region.tsx";

const loadCopySelected = () => import("./copy-selected.ts");

interface CopyButtonProps {
  /** Returns the text to copy; called on the click. */
  text: () => string;
  label: string;
  copiedLabel: string;
  failedLabel: string;
}

export function CopyButton(props: CopyButtonProps): JSX.Element {
  const [done, setDone] = createSignal<boolean>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  // On plain http, where the click may not be waited for.
  if (!("clipboard" in navigator)) void loadCopySelected();

  function show(ok: boolean): void {
    setDone(ok);
    announce(ok ? props.copiedLabel : props.failedLabel);
    clearTimeout(timer);
    timer = setTimeout(() => setDone(undefined), 2000);
  }

  return (
    <Button
      variant="quiet"
      size="small"
      icon={done() === undefined ? "copy" : done() ? "check" : "warning"}
      label={props.label}
      onClick={(event) => {
        copy(props.text(), event.currentTarget).then(show, () => show(false));
      }}
    />
  );
}

/** Milliseconds that the clipboard is waited for: afterwards the click still allows the old way. */
const limitMs = 1_000;

/** Copies a text; false when it could not. `near` is where the focus may go meanwhile: inside an open dialog. */
async function copy(text: string, near: Element): Promise<boolean> {
  try {
    // Missing on plain http, refused by some settings, and never settled where a question stays unanswered.
    const written = navigator.clipboard.writeText(text).then(() => true);
    if (await within(systemClock, limitMs, written)) return true;
  } catch {
    // The old way is left.
  }
  return (await loadCopySelected()).default(text, near);
}
