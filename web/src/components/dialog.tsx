// A dialog. Its code is loaded when the first one opens.
import { lazy, Show, Suspense, type JSX } from "solid-js";
import type { DialogProps } from "./dialog-panel.tsx";

const Panel = lazy(() => import("./dialog-panel.tsx"));

export function Dialog(props: DialogProps): JSX.Element {
  return (
    <Show when={props.open}>
      <Suspense>
        <Panel {...props} />
      </Suspense>
    </Show>
  );
}
