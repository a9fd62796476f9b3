// `npm run clean`: removes what a build makes. Data stay.
import { rm } from "node:fs/promises";
import { relative } from "node:path";
import { runCommand } from "../command.ts";
import { defaultBundleDir, repositoryRoot } from "../paths.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  await rm(defaultBundleDir, { recursive: true, force: true });
  print(`Removed ${relative(repositoryRoot, defaultBundleDir)}`);
});
