// A button that copies a text and confirms it for a moment.
import { createSignal, onCleanup, type JSX } from "solid-js";
import { Button } from "./button.tsx";
import { announce } from "./live-region.tsx";

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

  function show(ok: boolean): void {
    setDone(ok);
    announce(ok ? props.copiedLabel : props.failedLabel);
    clearTimeout(timer);
    timer = setTimeout(() => setDone(undefined), 2000);
  }

  /** The clipboard is missing without https: that is shown as a failed copy. */
  const write = async (): Promise<void> => navigator.clipboard.writeText(props.text());

  function copy(): void {
    write().then(
      () => show(true),
      () => show(false),
    );
  }

  return (
    <Button
      variant="quiet"
      size="small"
      icon={done() === undefined ? "copy" : done() ? "check" : "warning"}
      label={props.label}
      onClick={copy}
    />
  );
}
