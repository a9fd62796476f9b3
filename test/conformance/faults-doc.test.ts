// docs/faults.md is true: it names the limits and switches that exist, no others, and AWS's values.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { switchNames } from "../../packages/local/src/faults/switches.ts";
import { defaultLimits } from "../../packages/local/src/limits.ts";

const text = await readFile(new URL("../../docs/faults.md", import.meta.url), "utf8");

/** The names in the first column of a section's table, in order. */
function namesIn(section: string): string[] {
  const [, body = ""] = text.split(`\n## ${section}\n`);
  const [own = ""] = body.split("\n## ");
  return [...own.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = ""]) => name);
}

test("the document names exactly the switches that exist, in their order", () => {
  expect(namesIn("Switches")).toEqual(switchNames);
});

test("the document names exactly the limits that exist, in their order", () => {
  expect(namesIn("Limits")).toEqual(Object.keys(defaultLimits));
});

test.each([
  ["frameBytes", 32 * 1024, "32 KB"],
  ["messageBytes", 128 * 1024, "128 KB"],
  ["socketIdleMs", 10 * 60_000, "10 min"],
  ["socketLifeMs", 2 * 3_600_000, "2 h"],
  ["socketIntegrationMs", 29_000, "29 s"],
  ["httpIntegrationMs", 30_000, "30 s"],
  ["httpBodyBytes", 10 * 1024 * 1024, "10 MB"],
  ["httpHeaderBytes", 10_240, "10,240"],
  ["urlCharacters", 4096, "4,096"],
  ["connectsPerSecond", 500, "500"],
  ["requestsPerSecond", 10_000, "10,000"],
  ["requestBurst", 5000, "5,000"],
] as const)("%s is AWS's and the document's", (name, value, written) => {
  expect(defaultLimits[name]).toBe(value);
  expect(text).toContain(`| \`${name}\` | ${written} |`);
});

const {
  postBufferBytes,
  concurrency: { ai, generate },
  defaultConcurrency,
  spares,
  processIdleMs,
  queueConcurrency: { wakeups, "dead-letters": deadLetters },
  longPollSeconds,
  stopGraceMs,
} = defaultLimits;

test.each([
  ["postBufferBytes", `${String(postBufferBytes / 1024 ** 2)} MB`],
  [
    "concurrency",
    `\`ai\` ${String(ai)}, \`generate\` ${String(generate)}, \`migrate\` and \`sweep\` 1`,
  ],
  ["defaultConcurrency", String(defaultConcurrency)],
  ["spares", String(spares)],
  ["processIdleMs", `${String(processIdleMs / 60_000)} min`],
  ["queueConcurrency", `${String(wakeups)} and ${String(deadLetters)}`],
  ["longPollSeconds", `${String(longPollSeconds)} s`],
  ["stopGraceMs", `${String(stopGraceMs / 1000)} s`],
])("%s is the document's", (name, written) => {
  expect(text).toContain(`| \`${name}\` | ${written} |`);
});
