// Figures as files: the service gives a long table in parts, a file has all of them.
import { laterPaths } from "@ai-learning/protocol/later-paths";
import { readParts, saveFile } from "../../state/save-file.ts";

export type FigureRoute =
  | "analyticsUsage"
  | "analyticsResponseTimes"
  | "analyticsPlanning"
  | "analyticsFunnel";

/** The address of a table's CSV. */
export const csvPath = (route: FigureRoute, query: Readonly<Record<string, string>>): string =>
  `${laterPaths[route].path}.csv?${new URLSearchParams(query).toString()}`;

const mark = "\uFEFF";

/** Parts as one table: each but the first begins with the header again. */
export function joinCsv([first = "", ...others]: readonly string[]): string {
  const header = /^.*?\r?\n/.exec(first)?.[0].replace(mark, "") ?? "";
  const rows = others.map((part) => {
    const text = part.startsWith(mark) ? part.slice(mark.length) : part;
    return text.startsWith(header) ? text.slice(header.length) : text;
  });
  return [first, ...rows].reduce((all, part) =>
    all === "" || all.endsWith("\n") ? all + part : `${all}\n${part}`,
  );
}

/**
 * Saves what the service has as CSV at a path.
 * @throws ApiError
 */
export async function downloadCsv(name: string, path: string): Promise<void> {
  saveFile(`${name}.csv`, joinCsv(await readParts(path)), "text/csv;charset=utf-8");
}
