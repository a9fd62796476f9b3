// Markdown on the screen: elements made from data, never HTML from a string. While a text grows,
// what is finished keeps its elements.
import { createMemo, Index, Show, useContext, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Inlines } from "./inlines.tsx";
import { LabelContext, type MarkdownLabels } from "./labels.ts";
import { languageOf } from "./language.ts";
import { later } from "./later.ts";
import "./markdown.css";
import type { Block } from "./model.ts";
import { parse, reuse } from "./parse.ts";
import { settle } from "./settle.ts";
import { Table } from "./table-view.tsx";
import { textNode } from "./text.ts";

const codeView = later(() => import("./code-view.tsx"));

interface MarkdownProps {
  text: string;
  /** The text is still being written. */
  isGrowing?: boolean | undefined;
  labels: MarkdownLabels;
}

/**
 * While a text grows, its elements are the page's alone. Once it is complete, translators and extensions may put theirs
 * in the place of its text nodes; another text is then shown in new elements.
 */
export function Markdown(props: MarkdownProps): JSX.Element {
  interface Life {
    readonly text: string;
    readonly isGrowing: boolean;
    readonly number: number;
  }
  const life = createMemo<Life>(
    (before) => {
      const { text, isGrowing = false } = props;
      const isAnother = !before.isGrowing && (isGrowing || text !== before.text);
      return { text, isGrowing, number: before.number + (isAnother ? 1 : 0) };
    },
    { text: "", isGrowing: false, number: 0 },
  );
  const number = createMemo(() => life().number);
  return (
    <LabelContext.Provider value={props.labels}>
      <Show keyed when={number()}>
        <Written {...props} />
      </Show>
    </LabelContext.Provider>
  );
}

function Written(props: MarkdownProps): JSX.Element {
  const blocks = createMemo<readonly Block[]>(
    (before) => reuse(before, parse(props.isGrowing ? settle(props.text) : props.text)),
    [],
  );
  return (
    <div
      class="markdown"
      lang={languageOf(props.text)}
      translate={props.isGrowing ? "no" : undefined}
    >
      <Blocks of={blocks()} />
    </div>
  );
}

function Blocks(props: { of: readonly Block[] }): JSX.Element {
  return (
    <Index each={props.of}>{(block) => <Dynamic component={viewOf(block())} of={block()} />}</Index>
  );
}

/** The view takes exactly the blocks of its type. */
const viewOf = (block: Block): ((props: { of: Block }) => JSX.Element) =>
  views[block.type] as (props: { of: Block }) => JSX.Element;

type View<T extends Block["type"]> = (props: { of: Extract<Block, { type: T }> }) => JSX.Element;

/** Headings of a message stand below the page's and the message's own. */
const headingTags = ["h3", "h4", "h5", "h6"] as const;

const views: { readonly [T in Block["type"]]: View<T> } = {
  paragraph: (props) => (
    <p>
      <Inlines of={props.of.children} />
    </p>
  ),
  heading: (props) => (
    <Dynamic
      component={headingTags[Math.min(props.of.depth, headingTags.length) - 1] ?? "h6"}
      data-level={props.of.level}
    >
      <Inlines of={props.of.children} />
    </Dynamic>
  ),
  code: (props) => (
    <Show
      keyed
      when={codeView()}
      fallback={
        <pre dir="ltr" tabindex="0">
          <code>{textNode(() => props.of.text)}</code>
        </pre>
      }
    >
      {({ Code }) => <Code of={props.of} />}
    </Show>
  ),
  quote: (props) => (
    <blockquote dir="auto">
      <Blocks of={props.of.blocks} />
    </blockquote>
  ),
  list: (props) => (
    <Dynamic
      component={props.of.ordered ? "ol" : "ul"}
      dir="auto"
      start={props.of.ordered && props.of.start !== 1 ? props.of.start : undefined}
    >
      <Index each={props.of.items}>
        {(item) => (
          <li data-task={item().done === null ? undefined : ""}>
            <Task done={item().done} />
            <Blocks of={item().blocks} />
          </li>
        )}
      </Index>
    </Dynamic>
  ),
  table: (props) => <Table of={props.of} />,
  rule: () => <hr />,
};

function Task(props: { done: boolean | null }): JSX.Element {
  const labels = useContext(LabelContext);
  return (
    <Show when={props.done !== null}>
      <input
        type="checkbox"
        checked={props.done === true}
        disabled
        aria-label={props.done ? labels?.done : labels?.open}
      />
    </Show>
  );
}
