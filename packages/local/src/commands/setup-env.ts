// `npm run setup-env`: a `.env` to edit, unless there is one.
import { runCommand } from "../command.ts";
import { createEnvironmentFile } from "../environment-file.ts";
import { print } from "../terminal.ts";

await runCommand(async () => {
  const made = await createEnvironmentFile();
  print(made ? "Made .env: every setting in it may stay as it is." : ".env is already there.");
});
