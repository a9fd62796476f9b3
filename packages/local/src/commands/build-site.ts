// `npm run build:site`: the site as it is deployed.
import { relative } from "node:path";
import { runCommand } from "../command.ts";
import { defaultSiteDir, repositoryRoot } from "../paths.ts";
import { buildSite } from "../site/build.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  const built = await buildSite();
  const place = relative(repositoryRoot, defaultSiteDir);
  print(built ? `Built the site into ${place}.` : `The site in ${place} is up to date.`);
});
