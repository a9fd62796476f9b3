// A block of code: its language, a button that copies it, and a box that scrolls.
import { useContext, type JSX } from "solid-js";
import { CopyButton } from "../components/copy-button.tsx";
import { LabelContext } from "./labels.ts";
import type { Block } from "./model.ts";
import { textNode } from "./text.ts";

export function Code(props: { of: Extract<Block, { type: "code" }> }): JSX.Element {
  const labels = useContext(LabelContext);
  const name = (): string => props.of.language || (labels?.code ?? "");
  return (
    <figure class="code">
      <figcaption>
        <span>{name()}</span>
        <CopyButton
          text={() => props.of.text}
          label={labels?.copy ?? ""}
          copiedLabel={labels?.copied ?? ""}
          failedLabel={labels?.copyFailed ?? ""}
        />
      </figcaption>
      {/* It scrolls, so the keyboard has to reach it. */}
      <pre dir="ltr" tabindex="0" role="region" aria-label={name()}>
        <code>{textNode(() => props.of.text)}</code>
      </pre>
    </figure>
  );
}
