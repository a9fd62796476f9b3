// The dialog itself: focus starts on its first field, stays inside and returns to the opener.
import * as Primitive from "@kobalte/core/dialog";
import { onCleanup, Show, type JSX } from "solid-js";
import { Button } from "./button.tsx";
import "./dialog.css";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string | undefined;
  closeLabel: string;
  children: JSX.Element;
}

/** Gets the initial focus: an element marked for it, else the first field. */
const initialFocus = "[data-first], input, textarea, select";

/** Without such an element Kobalte focuses the dialog's first control. */
function focusFirst(event: Event): void {
  if (!(event.target instanceof HTMLElement)) return;
  const first = event.target.querySelector<HTMLElement>(initialFocus);
  if (first === null) return;
  event.preventDefault();
  first.focus();
  if (first instanceof HTMLInputElement) first.select();
}

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
          <Primitive.Content class="dialog" onOpenAutoFocus={focusFirst}>
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
