// The menu itself, open from the start: it is here because it was asked for.
import * as Primitive from "@kobalte/core/dropdown-menu";
import { For, Show, type JSX } from "solid-js";
import { Icon } from "./icon.tsx";
import "./menu.css";
import type { MenuProps } from "./menu.tsx";

export default function MenuPanel(props: MenuProps): JSX.Element {
  return (
    <Primitive.Root defaultOpen modal={false} placement="bottom-end" gutter={4}>
      <Primitive.Trigger
        data-button="quiet"
        data-square=""
        data-size={props.size}
        aria-label={props.label}
        title={props.label}
      >
        <Icon name={props.icon} />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content class="menu">
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
                onSelect={() => item.onSelect()}
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
