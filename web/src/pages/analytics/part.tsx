// A part of a page of figures: what it shows as a picture, and the same as a table and as a file.
import { createSignal, createUniqueId, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { DataTable, type TableContents } from "../../components/data-table.tsx";
import { Icon } from "../../components/icon.tsx";
import { showToast } from "../../components/toast.tsx";
import { errorText } from "../../i18n/errors.ts";
import { queryOf, useShown } from "./context.ts";
import { csvPath, downloadCsv, type FigureRoute } from "./csv.ts";
import { figureWords } from "./words.ts";

interface PartProps {
  title: string;
  lead?: string | undefined;
  table: TableContents;
  /** A plot says nothing to who cannot see it: its table is always there for assistive technology. */
  isPlot?: boolean | undefined;
  csv: { readonly route: FigureRoute; readonly query?: Readonly<Record<string, string>> };
  /** Said instead of everything else. */
  empty?: string | undefined;
  children: JSX.Element;
}

export function Part(props: PartProps): JSX.Element {
  const id = createUniqueId();
  const [isOpen, setIsOpen] = createSignal(false);
  const words = () => figureWords().table;
  return (
    <section class="analytics-part" aria-labelledby={id}>
      <div class="analytics-part-head">
        <h2 id={id}>{props.title}</h2>
        <Show when={props.empty === undefined}>
          <div class="row">
            <Button
              size="small"
              variant="quiet"
              aria-expanded={isOpen()}
              onClick={() => setIsOpen(!isOpen())}
            >
              <Labelled text={isOpen() ? words().hide : words().show} of={props.title} />
            </Button>
            <CsvLink title={props.title} {...props.csv} />
          </div>
        </Show>
      </div>
      <Show when={props.empty === undefined} fallback={<p class="soft">{props.empty}</p>}>
        <Show when={props.lead}>
          <p class="soft small analytics-lead">{props.lead}</p>
        </Show>
        {props.children}
        <Show when={isOpen() || props.isPlot}>
          <DataTable of={props.table} caption={props.title} isHidden={!isOpen()} />
        </Show>
      </Show>
    </section>
  );
}

/** A text that is the same for every part, and for assistive technology the part that it is about. */
function Labelled(props: { text: string; of: string }): JSX.Element {
  return (
    <span>
      {props.text}
      <span class="visually-hidden"> {props.of}</span>
    </span>
  );
}

function CsvLink(props: { title: string } & PartProps["csv"]): JSX.Element {
  const shown = useShown();
  const path = (): string => csvPath(props.route, { ...queryOf(shown()), ...props.query });
  const name = (): string => {
    const { from, to } = shown().range;
    return `${props.title} ${from} ${to}`;
  };
  /** The link itself would save the first part of a long table, and an error as if it were figures. */
  async function download(event: MouseEvent): Promise<void> {
    event.preventDefault();
    try {
      await downloadCsv(name(), path());
    } catch (error) {
      showToast({ text: errorText(error) });
    }
  }
  return (
    <a
      data-button="quiet"
      data-size="small"
      href={path()}
      download={`${name()}.csv`}
      onClick={(event) => void download(event)}
    >
      <Icon name="arrow-down" />
      <Labelled text={figureWords().table.csv} of={props.title} />
    </a>
  );
}
