// A button, and a link that looks like one.
import { A } from "@solidjs/router";
import { Show, splitProps, type JSX } from "solid-js";
import "./button.css";
import { Icon, type IconName } from "./icon.tsx";
import { Spinner } from "./spinner.tsx";

interface Look {
  /** `primary`: the main action of its view. */
  variant?: "primary" | "secondary" | "quiet" | "danger" | undefined;
  size?: "small" | undefined;
  icon?: IconName | undefined;
  /** Shows the icon alone; the name goes to assistive technology. */
  label?: string | undefined;
}

type ButtonProps = Look &
  Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "aria-label"> & {
    /** In progress: the button stays focusable and does nothing. */
    busy?: boolean | undefined;
    /** Unavailable: the button stays focusable and does nothing. */
    waiting?: boolean | undefined;
  };

const look = ["variant", "size", "icon", "label", "children"] as const;

export function Button(props: ButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, [...look, "busy", "waiting", "onClick"]);
  return (
    <button
      type="button"
      data-button={own.variant ?? "secondary"}
      data-size={own.size}
      data-square={own.label === undefined ? undefined : ""}
      aria-label={own.label}
      title={own.label}
      aria-busy={own.busy ? "true" : undefined}
      aria-disabled={own.busy || own.waiting ? "true" : undefined}
      {...rest}
      onClick={(event) => {
        if (own.busy || own.waiting) event.preventDefault();
        else if (typeof own.onClick === "function") own.onClick(event);
      }}
    >
      <Show when={own.busy} fallback={<Mark name={own.icon} />}>
        <Spinner />
      </Show>
      {own.children}
    </button>
  );
}

type LinkButtonProps = Look &
  Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, "aria-label" | "href" | "state"> & {
    href: string;
  };

export function LinkButton(props: LinkButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, look);
  return (
    <A
      data-button={own.variant ?? "secondary"}
      data-size={own.size}
      data-square={own.label === undefined ? undefined : ""}
      aria-label={own.label}
      title={own.label}
      {...rest}
    >
      <Mark name={own.icon} />
      {own.children}
    </A>
  );
}

function Mark(props: { name: IconName | undefined }): JSX.Element {
  return <Show when={props.name}>{(name) => <Icon name={name()} />}</Show>;
}
