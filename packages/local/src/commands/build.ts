// `npm run build:functions`: every function's bundle, as deployed.
import { functions } from "@ai-learning/functions/manifest";
import { buildFunctions } from "../functions/bundle.ts";
import { runCommand } from "../command.ts";
import { defaultBundleDir } from "../paths.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  await buildFunctions(functions, defaultBundleDir);
  print(`Built ${String(functions.length)} functions into ${defaultBundleDir}.`);
});
