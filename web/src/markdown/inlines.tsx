// Renders inline nodes.
import { Index, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Formula } from "./formula-view.tsx";
import type { Inline } from "./model.ts";
import { textNode } from "./text.ts";

export function Inlines(props: { of: readonly Inline[] }): JSX.Element {
  return (
    <Index each={props.of}>{(node) => <Dynamic component={viewOf(node())} of={node()} />}</Index>
  );
}

/** The view takes exactly the nodes of its type. */
const viewOf = (node: Inline): ((props: { of: Inline }) => JSX.Element) =>
  views[node.type] as (props: { of: Inline }) => JSX.Element;

type View<T extends Inline["type"]> = (props: { of: Extract<Inline, { type: T }> }) => JSX.Element;

const marked = (props: {
  of: { readonly type: "strong" | "em" | "del"; readonly children: readonly Inline[] };
}): JSX.Element => (
  <Dynamic component={props.of.type}>
    <Inlines of={props.of.children} />
  </Dynamic>
);

/** Whether a link says its own address, with or without its scheme and the slash at its end. */
function saysItself({ href, children }: Extract<Inline, { type: "link" }>): boolean {
  const [only] = children;
  const bare = (address: string): string => address.replace(/^(?:https?:\/\/|mailto:)|\/$/g, "");
  return children.length === 1 && only?.type === "text" && bare(only.text) === bare(href);
}

const views: { readonly [T in Inline["type"]]: View<T> } = {
  text: (props) => textNode(() => props.of.text),
  code: (props) => <code dir="ltr">{textNode(() => props.of.text)}</code>,
  formula: Formula,
  break: () => <br />,
  strong: marked,
  em: marked,
  del: marked,
  link: (props) => (
    <a
      href={props.of.href}
      data-address={saysItself(props.of) ? undefined : ""}
      target="_blank"
      rel="noopener noreferrer nofollow"
    >
      <Inlines of={props.of.children} />
    </a>
  ),
};
