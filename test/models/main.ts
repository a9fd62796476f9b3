// `npm run models`: what comes of everything that model servers do, as the service's model and as a user's own.
import { runCommand } from "@ai-learning/local/command";
import { StartError } from "@ai-learning/local/start-error";
import { print } from "@ai-learning/local/terminal";
import { captured } from "./captured.ts";
import { markdownOf, table } from "./table.ts";

await runCommand(async () => {
  const { result: rows } = await captured(() => table());
  print(markdownOf(rows));
  const wrong = rows.flatMap((row) => row.wrong.map((fault) => `  ${row.mode.name}: ${fault}`));
  if (wrong.length > 0) throw new StartError(`\n${wrong.join("\n")}`);
  print(`\n  ${String(rows.length)} modes, 2 roles, 5 kinds of answers: all as they have to be`);
});
