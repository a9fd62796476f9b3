// Each package that the platform is built on is used where it belongs.
import { readFile } from "node:fs/promises";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@ai-learning/local/paths";
import { expect, it } from "vitest";

const expected: readonly (readonly [packageName: string, where: string, declaredBy: string])[] = [
  ["sst", "packages/core/src/config.ts", "packages/core"],
  [
    "@aws-sdk/client-apigatewaymanagementapi",
    "packages/core/src/adapters/socket.ts",
    "packages/core",
  ],
  ["@aws-sdk/lib-dynamodb", "packages/core/src/connection/connection.ts", "packages/core"],
  ["postgres", "packages/core/src/adapters/postgres.ts", "packages/core"],
  ["openai", "packages/core/src/model/*.ts", "packages/core"],
  ["zod", "packages/protocol/src/*.ts", "packages/protocol"],
  ["solid-js", "web/src/**/*.tsx", "web"],
  ["vite", "web/vite.config.ts", "web"],
  ["vitest", "vitest.config.ts", "."],
];

it.each(expected)("%s is imported in %s and declared by %s", async (name, where, declaredBy) => {
  const texts: string[] = [];
  for await (const file of glob(where, { cwd: repositoryRoot })) {
    texts.push(await readFile(join(repositoryRoot, file), "utf8"));
  }
  const manifest: Record<"dependencies" | "devDependencies", Record<string, string> | undefined> =
    JSON.parse(await readFile(join(repositoryRoot, declaredBy, "package.json"), "utf8"));
  const version = manifest.dependencies?.[name] ?? manifest.devDependencies?.[name];

  expect(texts.some((text) => new RegExp(`from "${name}(/[^"]*)?"`).test(text))).toBe(true);
  // Exactly one version: what was tested is what is deployed.
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
