// A browser that Lighthouse drives: it speaks to a port, and each run begins with an empty profile.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { browserFlags, findBrowser } from "../support/browser.ts";

/** Starts it, does something with its port and ends it. */
export async function withDebuggedBrowser<T>(use: (port: number) => Promise<T>): Promise<T> {
  const { executablePath, env } = await findBrowser();
  const profile = await mkdtemp(join(tmpdir(), "ai-learning-profile-"));
  const flags = ["--headless", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
  const child = spawn(executablePath, [...browserFlags, ...flags, "about:blank"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  try {
    return await use(await portOf(child.stderr));
  } finally {
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function portOf(errors: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface({ input: errors })) {
    const [, port] = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line) ?? [];
    if (port !== undefined) {
      // What it goes on to say must not fill the pipe.
      errors.resume();
      return Number(port);
    }
  }
  throw new Error("The browser ended before it could be spoken to.");
}
