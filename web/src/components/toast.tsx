// Short notices at the bottom of the page, optionally with an action. Their timer pauses while they have the pointer or the focus.
import { createSignal, For, Show, type JSX } from "solid-js";
import { Button } from "./button.tsx";
import { announce } from "./live-region.tsx";
import "./toast.css";

interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

interface ToastOptions {
  readonly text: string;
  readonly action?: ToastAction;
  /** Called when the notice closes and its action was not used. */
  readonly onGone?: () => void;
  readonly seconds?: number;
}

interface Toast extends ToastOptions {
  readonly key: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
let keys = 0;

function remove(toast: Toast, acted: boolean): void {
  if (!toasts().includes(toast)) return;
  clearTimeout(toast.timer);
  setToasts((all) => all.filter((one) => one !== toast));
  if (acted) toast.action?.run();
  else toast.onGone?.();
}

function wait(toast: Toast): void {
  clearTimeout(toast.timer);
  const seconds = toast.seconds ?? (toast.action ? 10 : 5);
  toast.timer = setTimeout(() => remove(toast, false), seconds * 1000);
}

/** Shows a notice. Returns a function that closes it at once, as if its time were up. */
export function showToast(options: ToastOptions): () => void {
  const toast: Toast = { ...options, key: (keys += 1), timer: undefined };
  setToasts((all) => [...all, toast]);
  wait(toast);
  announce([options.text, options.action?.label].filter(Boolean).join(". "));
  return () => remove(toast, false);
}

export function Toaster(props: { label: string; dismissLabel: string }): JSX.Element {
  return (
    <section class="toaster" aria-label={props.label}>
      <For each={toasts()}>
        {(toast) => (
          <div
            class="toast"
            onPointerEnter={() => clearTimeout(toast.timer)}
            onPointerLeave={() => wait(toast)}
            onFocusIn={() => clearTimeout(toast.timer)}
            onFocusOut={() => wait(toast)}
          >
            <p>{toast.text}</p>
            <Show when={toast.action}>
              {(action) => (
                <Button size="small" onClick={() => remove(toast, true)}>
                  {action().label}
                </Button>
              )}
            </Show>
            <Button
              variant="quiet"
              size="small"
              icon="close"
              label={props.dismissLabel}
              onClick={() => remove(toast, false)}
            />
          </div>
        )}
      </For>
    </section>
  );
}
