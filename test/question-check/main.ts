// `npm run question-check -- FILE…`: the mechanical checks over question files. Exit code 1 on any flaw.
import { runCommand } from "@ai-learning/local/command";
import { StartError } from "@ai-learning/local/start-error";
import { print } from "@ai-learning/local/terminal";
import { findingsOf, flawsOf } from "./report.ts";
import { readSource, type Source } from "./sources.ts";

const usage = `npm run question-check -- FILE…
  FILE  a question file: JSON with the locale, the lesson's path and its cards; see docs/learning-checks.md`;

await runCommand(async () => {
  const names = process.argv.slice(2);
  if (names.includes("--help")) return print(usage);
  const option = names.find((name) => name.startsWith("--"));
  if (option !== undefined) throw new StartError(`There is no option ${option}.\n${usage}`);
  if (names.length === 0) throw new StartError(`Name at least one file.\n${usage}`);
  const sources: Source[] = [];
  for (const name of names) sources.push(await readSource(name));
  const { flaws, items, text } = findingsOf(sources);
  print(text);
  if (flaws.length > 0)
    throw new StartError(`\n${flawsOf(flaws.length)} in ${String(items)} items.`);
});
