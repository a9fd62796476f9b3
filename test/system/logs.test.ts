// `npm start -- --logs`: every line of the log, of functions and of the runner, as JSON on standard output.
import { expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { startCommand } from "../support/command.ts";
import { planned } from "../support/learning.ts";
import { until } from "../support/until.ts";

const fieldsOf = (line: string): Record<string, unknown> => {
  const fields: Record<string, unknown> = JSON.parse(line);
  return fields;
};

test("with --logs standard output has the lines of a turn as JSON and nothing else", async () => {
  const start = await startCommand({ args: ["--logs"] });
  try {
    await planned(await guest({ target: start.target }));
    const answered = await until(
      () =>
        start
          .lines()
          .map(fieldsOf)
          .find(({ event }) => event === "answer_counted"),
      { what: "the line of the answer" },
    );

    expect(answered).toMatchObject({ source: "generate", level: "info" });
    for (const fields of start.lines().map(fieldsOf)) {
      expect(fields).toMatchObject({
        source: expect.any(String),
        level: expect.stringMatching(/^(?:info|warn|error)$/),
        event: expect.any(String),
      });
    }
    // What people read goes on, beside the lines.
    expect(start.output()).toMatch(/Open +http/);
    expect(start.output()).toMatch(/Status +http:\/\/127\.0\.0\.1:\d+\/status/);
  } finally {
    await start.interrupt();
  }
});
