// A button with a menu. The menu's code is loaded when the button is first hovered or focused.
import { createSignal, lazy, Show, Suspense, type JSX } from "solid-js";
import { Button } from "./button.tsx";
import type { MenuProps } from "./menu-panel.tsx";

const Panel = lazy(() => import("./menu-panel.tsx"));

export function Menu(props: MenuProps): JSX.Element {
  const [isRequested, setIsRequested] = createSignal(false);
  const button = (): JSX.Element => (
    <Button
      variant="quiet"
      size={props.size}
      icon={props.icon}
      label={props.text === undefined ? props.label : undefined}
      aria-haspopup="menu"
      aria-expanded="false"
      busy={isRequested()}
      onPointerEnter={() => void Panel.preload()}
      onFocus={() => void Panel.preload()}
      onClick={() => setIsRequested(true)}
    >
      {props.text}
    </Button>
  );
  return (
    <Show when={isRequested()} fallback={button()}>
      <Suspense fallback={button()}>
        <Panel {...props} />
      </Suspense>
    </Show>
  );
}
