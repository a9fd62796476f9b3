// `npm run faults`: makes the running platform misbehave, part by part; docs/faults.md has the switches.
import { runCommand } from "../command.ts";
import { controlSecret } from "../faults/control.ts";
import { currentRun, storedSecret } from "../data-folder.ts";
import { loadEnvironment, readSettings } from "../settings.ts";
import { StartError } from "../start-error.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  const { dataDir } = readSettings(await loadEnvironment());
  const run = await currentRun(dataDir);
  if (!run) throw new StartError("The platform is not running: start it with npm start.");
  if (run.controlUrl === undefined) {
    throw new StartError("The platform is just starting: try again in a moment.");
  }
  const answer = await fetch(run.controlUrl, {
    method: "POST",
    headers: { authorization: `Bearer ${await storedSecret(dataDir, controlSecret)}` },
    body: JSON.stringify(process.argv.slice(2)),
  });
  const { lines = [], message = "" }: { lines?: string[]; message?: string } = JSON.parse(
    await answer.text(),
  );
  if (!answer.ok) throw new StartError(message);
  for (const line of lines) print(line);
});
