// Reads the plans of test/plans with what must come out of each; its README.md says how they are written.
import { readdirSync, readFileSync } from "node:fs";
import type { Plan } from "./plan.ts";

export interface Expected {
  readonly verdict: "complete" | "incomplete" | "none";
  /** The message has several whole plans. */
  readonly hasVariants: boolean;
  readonly totalHours: number | null;
  readonly level: Plan["level"];
  readonly title: string | null;
  readonly modules: readonly {
    readonly hours: number | null;
    readonly title: string;
    readonly topics: number | null;
    readonly summary: string | null;
  }[];
}

export interface Example {
  readonly name: string;
  readonly text: string;
  readonly expected: Expected;
}

const folder = new URL("../../../test/plans/", import.meta.url);

const expectedOf = (lines: readonly string[]): Expected => {
  const [head = "", ...rest] = lines;
  const title = rest.find((line) => line.startsWith("title "))?.slice(6) ?? null;
  const modules = rest
    .filter((line) => /^[\d?.]+ \| /.test(line))
    .map((line) => {
      const [hours = "", name = "", topics, summary] = line.split(" | ");
      return {
        hours: hours === "?" ? null : Number(hours),
        title: name,
        topics: topics === undefined ? null : Number(topics),
        summary: summary ?? null,
      };
    });
  const total = /total (\d+)/.exec(head)?.[1];
  return {
    verdict: (/^(?:complete|incomplete|none)/.exec(head)?.[0] ?? "none") as Expected["verdict"],
    hasVariants: head.includes("variants"),
    totalHours: total === undefined ? null : Number(total),
    level: (/level (\w+)/.exec(head)?.[1] ?? null) as Plan["level"],
    title,
    modules,
  };
};

/** Every plan of the corpus, named by its file and what is special about it. */
export const examples: readonly Example[] = readdirSync(folder)
  .filter((file) => file.endsWith(".md") && file !== "README.md")
  .toSorted()
  .flatMap((file) =>
    readFileSync(new URL(file, folder), "utf8")
      .split(/^=== /m)
      .slice(1)
      .map((part) => {
        const [head = "", text = ""] = part.split(/^%%\n/m);
        const [name = "", ...lines] = head.split("\n");
        return {
          name: `${file.slice(0, -3)}: ${name}`,
          text: text.replace(/\n$/, ""),
          expected: expectedOf(lines),
        };
      }),
  );
