// `npm run clean`: removes what a build makes. Data stay.
import { rm } from "node:fs/promises";
import { relative } from "node:path";
import { runCommand } from "../command.ts";
import { defaultBundleDir, defaultSiteDir, repositoryRoot } from "../paths.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  for (const folder of [defaultBundleDir, defaultSiteDir]) {
    await rm(folder, { recursive: true, force: true });
    print(`Removed ${relative(repositoryRoot, folder)}`);
  }
});
