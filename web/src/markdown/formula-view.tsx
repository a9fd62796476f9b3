// A formula: its source until the library that sets it is there, and wherever that cannot set it.
import { createEffect, createSignal, Show, type JSX } from "solid-js";
import type { Inline } from "./model.ts";
import { textNode } from "./text.ts";

const [typeset, setTypeset] = createSignal<(tex: string, display: boolean) => Element | null>();
let isAsked = false;

/** Loads the library once; after a failure the next formula tries again. */
function load(): void {
  if (isAsked) return;
  isAsked = true;
  import("./typeset.ts").then(
    (loaded) => setTypeset(() => loaded.typeset),
    () => (isAsked = false),
  );
}

export function Formula(props: { of: Extract<Inline, { type: "formula" }> }): JSX.Element {
  createEffect(load);
  return (
    <span class="formula" dir="ltr" translate="no" data-display={props.of.display ? "" : undefined}>
      <Show
        keyed
        when={typeset()?.(props.of.tex, props.of.display)}
        fallback={textNode(() => props.of.source)}
      >
        {(math) => math}
      </Show>
    </span>
  );
}
