// Calls a deployed function once, in a process of its own, from its unpacked files; prints what became of it.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder = "", event = "{}"] = process.argv.slice(2);
const context = { awsRequestId: "1", getRemainingTimeInMillis: () => 5_000 };

async function call(): Promise<unknown> {
  const module: { handler(event: unknown, context: object): unknown } = await import(
    pathToFileURL(join(folder, "bundle.mjs")).href
  );
  try {
    return { returned: (await module.handler(JSON.parse(event), context)) ?? null };
  } catch (thrown) {
    return { threw: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : thrown };
  }
}

process.stdout.write(`\n${JSON.stringify(await call())}`, () => process.exit(0));
