// The stage of a branch: `b-`, what can be read of the branch's name, and enough of its hash to tell it from others.
// `node infra/bootstrap/preview-stage.ts feature/quiz` prints it.
import { createHash } from "node:crypto";

/** Beyond it, SST would shorten the names that bound the rights of roles: see infra/stage.ts. */
const longest = 20;

/** A name for a branch that no stage which lasts can have. */
export function previewStage(branch: string): string {
  const hash = createHash("sha256").update(branch).digest("hex").slice(0, 6);
  const readable = branch
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest - "b--".length - hash.length)
    .replace(/^-+|-+$/g, "");
  return ["b", readable, hash].filter((part) => part !== "").join("-");
}

if (import.meta.main) {
  const [branch] = process.argv.slice(2);
  if (branch === undefined || branch === "") {
    process.stderr.write("Which branch? node infra/bootstrap/preview-stage.ts BRANCH\n");
    process.exitCode = 1;
  } else {
    process.stdout.write(`${previewStage(branch)}\n`);
  }
}
