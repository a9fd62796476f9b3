// A formula: its source until the library that sets it is there, and wherever that cannot set it.
import { Show, useContext, type JSX } from "solid-js";
import { LabelContext } from "./labels.ts";
import { later } from "./later.ts";
import type { Inline } from "./model.ts";
import { textNode } from "./text.ts";

const library = later(() => import("./typeset.ts"));

export function Formula(props: { of: Extract<Inline, { type: "formula" }> }): JSX.Element {
  const labels = useContext(LabelContext);
  return (
    <span class="formula" dir="ltr" translate="no" data-display={props.of.display ? "" : undefined}>
      <Show
        keyed
        when={library()?.typeset(props.of.tex, props.of.display, labels?.formula)}
        fallback={textNode(() => props.of.source)}
      >
        {(math) => math}
      </Show>
    </span>
  );
}
