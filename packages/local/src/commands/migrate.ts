// `npm run migrate`: brings the database to the newest schema and says what was applied.
import { runCommand } from "../command.ts";
import { migrateOnce } from "../postgres/migrate-once.ts";
import { loadEnvironment, readSettings } from "../settings.ts";
import { print, printError } from "../terminal.ts";

await runCommand(async () => {
  const settings = readSettings(await loadEnvironment());
  const answered = await migrateOnce(settings, (source, line, level) => {
    if (level === "error") printError(`[${source}] ${line}`);
  });
  const applied = listOf(answered);
  if (applied.length === 0) print("The database already has the newest schema.");
  for (const name of applied) print(`Applied ${name}`);
});

/** The names in what the function answered: a list, or an object with the list as `applied`. */
function listOf(answered: unknown): string[] {
  if (Array.isArray(answered)) return answered.map(String);
  if (typeof answered !== "object" || answered === null || !("applied" in answered)) return [];
  return Array.isArray(answered.applied) ? answered.applied.map(String) : [];
}
