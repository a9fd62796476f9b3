// Markdown as plain data: what is rendered is exactly this, never a string of HTML.

export type Inline =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "code"; readonly text: string }
  | {
      readonly type: "formula";
      /** As written, with its marks: what is shown until it is typeset, and where it cannot be. */
      readonly source: string;
      readonly tex: string;
      readonly display: boolean;
    }
  | { readonly type: "break" }
  | { readonly type: "strong" | "em" | "del"; readonly children: readonly Inline[] }
  | { readonly type: "link"; readonly href: string; readonly children: readonly Inline[] };

export type Align = "start" | "center" | "end" | null;
export type Cell = readonly Inline[];

export interface Item {
  /** Null: no box to tick. */
  readonly done: boolean | null;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly type: "paragraph"; readonly children: readonly Inline[] }
  | {
      readonly type: "heading";
      /** As written, 1 to 6: how large it is shown. */
      readonly level: number;
      /** Its place in the text's outline, from 1, without gaps: what it is. */
      readonly depth: number;
      readonly children: readonly Inline[];
    }
  | {
      readonly type: "code";
      readonly language: string;
      readonly text: string;
      /** Its last fence is there. */
      readonly isClosed: boolean;
    }
  | { readonly type: "quote"; readonly blocks: readonly Block[] }
  | {
      readonly type: "list";
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly Item[];
    }
  | {
      readonly type: "table";
      readonly align: readonly Align[];
      readonly head: readonly Cell[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly type: "rule" };

/** The nesting limit: deeper markup stays text. */
export const deepest = 16;
