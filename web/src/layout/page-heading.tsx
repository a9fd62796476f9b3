// A page's h1: it also sets the window's title and receives the focus after a navigation.
import { createEffect, on, onMount, type Accessor, type JSX } from "solid-js";
import { t } from "../i18n/index.ts";

let isFocusWanted = false;

/** Call once, in the layout: after each navigation the next heading takes the focus. */
export function watchNavigation(pathname: Accessor<string>): void {
  createEffect(
    on(
      pathname,
      () => {
        isFocusWanted = true;
        setTimeout(focusHeading);
      },
      { defer: true },
    ),
  );
}

/**
 * Moves focus to the page's heading, unless the user has already moved it elsewhere on the page or opened a
 * menu meanwhile, which would close.
 */
function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>("main h1[tabindex]");
  if (!isFocusWanted || heading === null) return;
  isFocusWanted = false;
  const main = document.querySelector("main");
  const at = document.activeElement;
  if (at?.closest("[role=menu], [role=dialog]")) return;
  const isTaken = at instanceof HTMLElement && at.matches("input, textarea, select");
  if (!(isTaken && main?.contains(at))) heading.focus({ preventScroll: true });
}

/** Sets the window's title; null leaves the site's name alone. */
export function usePageTitle(title: Accessor<string | null | undefined>): void {
  createEffect(() => {
    const page = title();
    document.title = page ? t().app.title(page) : t().app.name;
  });
}

interface PageHeadingProps {
  /** Text of the window's title; without it, the heading's own. */
  title?: string | undefined;
  text: string;
  class?: string | undefined;
}

export function PageHeading(props: PageHeadingProps): JSX.Element {
  usePageTitle(() => props.title ?? props.text);
  onMount(() => setTimeout(focusHeading));
  return (
    <h1 tabindex="-1" class={props.class}>
      {props.text}
    </h1>
  );
}
