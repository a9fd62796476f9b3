// Four kinds of tests: unit tests beside pure code, system tests that meet the whole running stack, browser tests that
// meet it as a person does, and infra tests of what a deployment would make.
import { defineConfig } from "vitest/config";

/** TEST_RETRIES=1: a failed test is run once more, and named at the end as flaky if it passes then. Nothing is run again by default. */
const retry = Number(process.env["TEST_RETRIES"] ?? 0);

export default defineConfig({
  test: {
    reporters: ["default", "./test/support/flaky-reporter.ts"],
    // On a machine of two cores: most tests wait for something. Browsers work, so `npm run browser` has two at a time.
    maxWorkers: 3,
    teardownTimeout: 30_000,
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/**/src/**/*.test.ts", "web/{*,worker/*,src/**/*}.test.ts"],
          // Property tests take a second alone, and several beside other work.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "system",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**", "test/infra/**"],
          globalSetup: "test/support/global-setup.ts",
          pool: "forks",
          // Longer than the longest silence that `until` waits for, on a machine that is busy with something else too.
          testTimeout: 90_000,
          hookTimeout: 90_000,
          retry,
        },
      },
      {
        test: {
          name: "infra",
          include: ["test/infra/**/*.test.ts"],
          globalSetup: "test/infra/harness/global-setup.ts",
          pool: "forks",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          retry,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: "test/browser/global-setup.ts",
          pool: "forks",
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 40_000 } },
          retry,
        },
      },
    ],
  },
});
