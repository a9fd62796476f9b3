// A table in a scrolling box, so that the page itself never scrolls sideways.
import { Index, useContext, type JSX } from "solid-js";
import { Inlines } from "./inlines.tsx";
import { LabelContext } from "./labels.ts";
import type { Block } from "./model.ts";

export function Table(props: { of: Extract<Block, { type: "table" }> }): JSX.Element {
  const labels = useContext(LabelContext);
  const align = (column: number): string | undefined => props.of.align[column] ?? undefined;
  return (
    <div class="table-box" tabindex="0" role="region" aria-label={labels?.table}>
      <table dir="auto">
        <thead>
          <tr>
            <Index each={props.of.head}>
              {(cell, column) => (
                <th scope="col" data-align={align(column)}>
                  <Inlines of={cell()} />
                </th>
              )}
            </Index>
          </tr>
        </thead>
        <tbody>
          <Index each={props.of.rows}>
            {(row) => (
              <tr>
                <Index each={row()}>
                  {(cell, column) => (
                    <td data-align={align(column)}>
                      <Inlines of={cell()} />
                    </td>
                  )}
                </Index>
              </tr>
            )}
          </Index>
        </tbody>
      </table>
    </div>
  );
}
