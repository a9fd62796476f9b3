// The menu itself, open from the start: it is rendered only once its button was pressed.
import * as Primitive from "@kobalte/core/dropdown-menu";
import { For, Show, type JSX } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import "./menu.css";

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly onSelect: () => void;
  readonly tone?: "danger";
}

export interface MenuProps {
  /** Name of the button, where it shows its icon alone. */
  label: string;
  /** Shown beside the icon, and then the button's name. */
  text?: string | undefined;
  icon: IconName;
  size?: "small" | undefined;
  /** A line above the items, such as who is signed in. */
  heading?: string | undefined;
  items: readonly MenuItem[];
}

export default function MenuPanel(props: MenuProps): JSX.Element {
  let chosen: MenuItem | undefined;

  /** Runs after the button has the focus again: a dialog returns the focus to it. */
  function act(): void {
    const item = chosen;
    chosen = undefined;
    item?.onSelect();
  }

  return (
    <Primitive.Root defaultOpen modal={false} placement="bottom-end" gutter={4}>
      <Primitive.Trigger
        data-button="quiet"
        data-square={props.text === undefined ? "" : undefined}
        data-size={props.size}
        aria-label={props.text === undefined ? props.label : undefined}
        title={props.label}
      >
        <Icon name={props.icon} />
        {props.text}
      </Primitive.Trigger>
      {/* Not at the end of the body: there it would be outside every landmark. */}
      <Primitive.Portal mount={document.querySelector("header") ?? document.body}>
        <Primitive.Content class="menu" onCloseAutoFocus={() => queueMicrotask(act)}>
          <Show when={props.heading}>
            <Primitive.Group>
              <Primitive.GroupLabel class="menu-heading">{props.heading}</Primitive.GroupLabel>
            </Primitive.Group>
          </Show>
          <For each={props.items}>
            {(item) => (
              <Primitive.Item
                class="menu-item"
                data-tone={item.tone}
                onSelect={() => (chosen = item)}
              >
                <Show when={item.icon}>{(icon) => <Icon name={icon()} />}</Show>
                {item.label}
              </Primitive.Item>
            )}
          </For>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
