// A button with a menu. The menu's machinery is fetched when it is first opened.
import { createSignal, lazy, Show, Suspense, type JSX } from "solid-js";
import { Button } from "./button.tsx";
import type { IconName } from "./icon.tsx";

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly onSelect: () => void;
  readonly tone?: "danger";
}

export interface MenuProps {
  /** Name of the button. */
  label: string;
  icon: IconName;
  size?: "small" | undefined;
  /** A line above the items, such as who is signed in. */
  heading?: string | undefined;
  items: readonly MenuItem[];
}

const Panel = lazy(() => import("./menu-panel.tsx"));

export function Menu(props: MenuProps): JSX.Element {
  const [isWanted, setIsWanted] = createSignal(false);
  const button = (): JSX.Element => (
    <Button
      variant="quiet"
      size={props.size}
      icon={props.icon}
      label={props.label}
      aria-haspopup="menu"
      aria-expanded="false"
      busy={isWanted()}
      onPointerEnter={() => void Panel.preload()}
      onFocus={() => void Panel.preload()}
      onClick={() => setIsWanted(true)}
    />
  );
  return (
    <Show when={isWanted()} fallback={button()}>
      <Suspense fallback={button()}>
        <Panel {...props} />
      </Suspense>
    </Show>
  );
}
