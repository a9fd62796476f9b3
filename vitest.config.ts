// Two kinds of tests: unit tests beside pure code, and system tests that meet the whole running stack.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // The stack's functions and PostgreSQL need the rest of a two-core machine.
    maxWorkers: 2,
    teardownTimeout: 30_000,
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/**/src/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "system",
          include: ["test/**/*.test.ts"],
          globalSetup: "test/support/global-setup.ts",
          pool: "forks",
          testTimeout: 30_000,
          hookTimeout: 30_000,
          retry: 0,
        },
      },
    ],
  },
});
