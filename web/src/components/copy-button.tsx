// Copies a text and says so for a moment.
import { createSignal, onCleanup, type JSX } from "solid-js";
import { Button } from "./button.tsx";
import { announce } from "./live-region.tsx";

interface CopyButtonProps {
  /** What to copy: asked for at the click. */
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

  /** Without https there is no clipboard: that is said like any other failure. */
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
