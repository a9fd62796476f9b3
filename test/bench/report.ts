// What a run leaves behind: JSON, plots, and the generated part of docs/performance.md.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { repositoryRoot } from "@ai-learning/local/paths";
import { benchDir } from "./options.ts";
import { missed, type Row, type Series } from "./row.ts";
import { echoName } from "./sections/floor.ts";
import { fileOf, plot } from "./svg.ts";
import { markdownTable } from "./table.ts";

/** A whole run. */
export interface Report {
  /** ISO 8601. */
  readonly at: string;
  readonly machine: string;
  /** Processes that wanted to run at the end, this bench's own included: average of 15 minutes. */
  readonly load: number;
  readonly quick: boolean;
  /** The echo of this machine, milliseconds; undefined when the floor was not measured. */
  readonly floorMs: number | undefined;
  readonly rows: readonly Row[];
  readonly series: readonly Series[];
}

export function reportOf(quick: boolean, rows: readonly Row[], series: readonly Series[]): Report {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return {
    at: new Date().toISOString(),
    machine: `${String(availableParallelism())} cores (${model}), ${String(gigabytes)} GB, ${process.platform}, Node ${process.version}`,
    load: loadavg()[2] ?? 0,
    quick,
    floorMs: rows.find(({ name }) => name === echoName)?.value ?? undefined,
    rows,
    series,
  };
}

/** Writes the JSON beside the plots; `-` has gone to standard output already. */
export async function save(report: Report, json: string): Promise<string[]> {
  await mkdir(benchDir, { recursive: true });
  const files = report.series.map(
    (series) => [join(benchDir, fileOf(series)), plot(series)] as const,
  );
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const all = json === "-" ? files : [...files, [json, text] as const];
  for (const [file, contents] of all) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
  return all.map(([file]) => file);
}

const document = join(repositoryRoot, "docs/performance.md");
const generated = /(<!-- bench:begin -->\n)[\s\S]*(<!-- bench:end -->)/;

/** Puts the figures of a run between the markers of docs/performance.md. */
export async function writeDocument({ at, machine, load, rows, floorMs }: Report): Promise<void> {
  const misses = [...missed(rows, "count"), ...missed(rows, "time")];
  const verdict =
    misses.length === 0
      ? "Every budget was kept."
      : `Missed: ${misses.map(({ section, name }) => `${section}: ${name}`).join("; ")}.`;
  const text = [
    `One run on ${at.slice(0, 10)}: ${machine}, load average ${load.toFixed(1)}. ${verdict}`,
    markdownTable(rows, floorMs),
    "",
  ].join("\n\n");
  const before = await readFile(document, "utf8");
  if (!generated.test(before)) throw new Error(`${document} has lost its markers.`);
  await writeFile(
    document,
    before.replace(generated, (_, begin: string, end: string) => `${begin}\n${text}${end}`),
  );
}
