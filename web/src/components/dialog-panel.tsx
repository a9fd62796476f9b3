// The dialog itself: focus is held inside and goes back where it came from.
import * as Primitive from "@kobalte/core/dialog";
import { onCleanup, Show, type JSX } from "solid-js";
import { Button } from "./button.tsx";
import "./dialog.css";
import type { DialogProps } from "./dialog.tsx";

export default function DialogPanel(props: DialogProps): JSX.Element {
  const opener = document.activeElement;
  onCleanup(() => {
    queueMicrotask(() => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    });
  });
  return (
    <Primitive.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay class="dialog-overlay" />
        <div class="dialog-place">
          <Primitive.Content class="dialog">
            <div class="dialog-head">
              <Primitive.Title class="dialog-title">{props.title}</Primitive.Title>
              <Button
                variant="quiet"
                size="small"
                icon="close"
                label={props.closeLabel}
                onClick={() => props.onClose()}
              />
            </div>
            <Show when={props.description}>
              <Primitive.Description class="soft">{props.description}</Primitive.Description>
            </Show>
            {props.children}
          </Primitive.Content>
        </div>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
