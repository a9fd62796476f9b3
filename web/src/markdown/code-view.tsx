// A block of code: its language, a button that copies it, a box that scrolls, colours, and of a diagram its picture.
// In a chunk of its own: until it is there, and in a text without code, it is not needed.
import { createMemo, Show, useContext, type JSX } from "solid-js";
import { CopyButton } from "../components/copy-button.tsx";
import { languageOfFence, loadLanguage, shownName, type Language } from "./code-languages.ts";
import { LabelContext } from "./labels.ts";
import { later } from "./later.ts";
import type { Block } from "./model.ts";
import { textNode } from "./text.ts";

type CodeBlock = Extract<Block, { type: "code" }>;

type Colour = (text: string) => Node[] | undefined;

const diagram = later(() => import("./diagram.tsx"));

/** Of each language that a text had: how it is coloured, once that is there. */
const colours = new Map<Language, () => { readonly colour: Colour } | undefined>();

async function load(language: Language): Promise<{ colour: Colour }> {
  const [library, grammars] = await Promise.all([
    import("./code-colours.ts"),
    loadLanguage(language),
  ]);
  library.register(grammars);
  return { colour: (text) => library.colour(language, text) };
}

/** The nodes of a block in colours; undefined while its language is not there, and for one that stays plain. */
function coloured(of: CodeBlock): Node[] | undefined {
  const language = of.isClosed ? languageOfFence(of.language) : null;
  if (language === null) return undefined;
  const known = colours.get(language) ?? later(() => load(language));
  colours.set(language, known);
  return known()?.colour(of.text);
}

export function Code(props: { of: CodeBlock }): JSX.Element {
  const labels = useContext(LabelContext);
  const name = (): string => shownName(props.of.language) || (labels?.code ?? "");
  const isDiagram = createMemo(
    () => props.of.isClosed && props.of.language.toLowerCase() === "mermaid",
  );
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
        <code>
          <Show keyed when={coloured(props.of)} fallback={textNode(() => props.of.text)}>
            {(nodes) => nodes}
          </Show>
        </code>
      </pre>
      <Show when={isDiagram() && diagram()}>
        {(part) =>
          part().Diagram({
            get source() {
              return props.of.text;
            },
          })
        }
      </Show>
    </figure>
  );
}
