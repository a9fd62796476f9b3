// A dialog. Its machinery is fetched when the first one opens.
import { lazy, Show, Suspense, type JSX } from "solid-js";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string | undefined;
  closeLabel: string;
  children: JSX.Element;
}

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
