// A formula: its source until the library that sets it is there, and wherever that cannot set it.
import { createEffect, createSignal, Show, useContext, type JSX } from "solid-js";
import { optionalCode } from "../state/optional-code.ts";
import { LabelContext } from "./labels.ts";
import type { Inline } from "./model.ts";
import { textNode } from "./text.ts";
import type * as Typesetting from "./typeset.ts";

const [typeset, setTypeset] = createSignal<typeof Typesetting.typeset>();
let isLoading = false;

/** Loads the library with the first formula; after a failure the next one tries again. */
async function load(): Promise<void> {
  if (isLoading || typeset()) return;
  isLoading = true;
  optionalCode.loading += 1;
  const loaded = await import("./typeset.ts").catch(() => undefined);
  optionalCode.loading -= 1;
  isLoading = false;
  setTypeset(() => loaded?.typeset);
}

export function Formula(props: { of: Extract<Inline, { type: "formula" }> }): JSX.Element {
  const labels = useContext(LabelContext);
  createEffect(() => void load());
  return (
    <span class="formula" dir="ltr" translate="no" data-display={props.of.display ? "" : undefined}>
      <Show
        keyed
        when={typeset()?.(props.of.tex, props.of.display, labels?.formula)}
        fallback={textNode(() => props.of.source)}
      >
        {(math) => math}
      </Show>
    </span>
  );
}
