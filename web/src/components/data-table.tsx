// A table of figures in a box that scrolls sideways, so that the page itself never does.
import { For, type JSX } from "solid-js";
import "./data-table.css";

export interface TableContents {
  readonly columns: readonly string[];
  /** A row's first cell is its name. */
  readonly rows: readonly (readonly string[])[];
}

/** `isHidden`: it is there for assistive technology alone. */
export function DataTable(props: {
  of: TableContents;
  caption: string;
  isHidden?: boolean | undefined;
}): JSX.Element {
  return (
    <div
      class={props.isHidden ? "visually-hidden" : "data-table"}
      role={props.isHidden ? undefined : "group"}
      tabindex={props.isHidden ? undefined : 0}
      aria-label={props.isHidden ? undefined : props.caption}
    >
      <table>
        <caption class="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            <For each={props.of.columns}>{(column) => <th scope="col">{column}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.of.rows}>
            {([name, ...cells]) => (
              <tr>
                <th scope="row" dir="auto">
                  {name}
                </th>
                <For each={cells}>{(cell) => <td>{cell}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
