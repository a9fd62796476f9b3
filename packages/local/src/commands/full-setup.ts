// `npm run full-setup`: settings, build and schema, ready for `npm start`. Data that are there stay.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { runCommand } from "../command.ts";
import { createEnvironmentFile } from "../environment-file.ts";
import { migrateOnce } from "../postgres/migrate-once.ts";
import { repositoryRoot } from "../paths.ts";
import { loadEnvironment, readSettings } from "../settings.ts";
import { StartError } from "../start-error.ts";
import { print, printError } from "../terminal.ts";

await runCommand(async () => {
  const made = await createEnvironmentFile();
  print(made ? "Made .env." : ".env is already there.");
  await build();
  const settings = readSettings(await loadEnvironment());
  await migrateOnce(settings, (source, line, level) => {
    if (level === "error") printError(`[${source}] ${line}`);
  });
  print("The database has the newest schema.\n\nReady: npm start");
});

async function build(): Promise<void> {
  const options = { cwd: repositoryRoot, stdio: "inherit", shell: true } as const;
  const child = spawn("npm run build --if-present", options);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new StartError("The build failed: see the lines above.");
}
