// The JavaScript of the first page, as `npm run size` counts it.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { atMost, type Findings } from "../row.ts";

const script = fileURLToPath(new URL("../../browser/size.ts", import.meta.url));
const total = /First page to a usable chat\s+([\d.]+) KB/;

export async function measurePage(): Promise<Findings> {
  // It fails when the page is too large, and has printed the size by then.
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [script], (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
  });
  const [, size] = total.exec(output) ?? [];
  if (size === undefined) throw new Error(`npm run size said:\n${output}`);
  return {
    rows: [
      {
        name: "JavaScript to a usable chat, brotli",
        value: Number(size),
        unit: "KB",
        budget: atMost(56),
      },
    ],
  };
}
