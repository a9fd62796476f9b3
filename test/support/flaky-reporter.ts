// Names the tests that passed only when they were run again. Each is a fault to be found, in the product or in the test.
import type { Reporter, TestCase, TestModule } from "vitest/node";

/** Prints the flaky tests of a run at its end, if any. */
export default class FlakyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const flaky = modules.flatMap((module) =>
      [...module.children.allTests()].filter((one: TestCase) => one.diagnostic()?.flaky),
    );
    for (const { fullName, module } of flaky) {
      process.stdout.write(
        `FLAKY: passed only when run again: ${module.relativeModuleId} > ${fullName}\n`,
      );
    }
  }
}
