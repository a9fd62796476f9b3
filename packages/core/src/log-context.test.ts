import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as log from "./log.ts";

const lines: Record<string, unknown>[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    lines.push(JSON.parse(String(line)) as Record<string, unknown>);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("a line", () => {
  it("carries the ids of what is being done, across awaits and timers", async () => {
    await log.within({ request_id: "r" }, async () => {
      await Promise.resolve();
      log.add({ user_id: "u" });
      setTimeout(() => log.info("later"), 1);
      await pause(20);
      log.warn("now", { count: 1 });
    });

    expect(lines).toMatchObject([
      { event: "later", request_id: "r", user_id: "u" },
      { event: "now", request_id: "r", user_id: "u", count: 1 },
    ]);
  });

  it("of one of two things that are done at once carries no id of the other", async () => {
    const one = (id: string) =>
      log.within({ request_id: id }, async () => {
        await Promise.resolve();
        log.add({ message_id: `m${id}` });
        await Promise.resolve();
        log.info("done");
      });

    await Promise.all([one("a"), one("b")]);

    expect(lines).toMatchObject([
      { request_id: "a", message_id: "ma" },
      { request_id: "b", message_id: "mb" },
    ]);
  });

  it("carries the ids around it too, and none of what is over", () => {
    log.within({ request_id: "r" }, () => {
      log.within({ chat_id: "c", message_id: "m" }, () => log.info("inner"));
      log.info("outer");
    });
    log.add({ user_id: "nobody" });
    log.info("outside");

    expect(lines[0]).toMatchObject({ request_id: "r", chat_id: "c", message_id: "m" });
    expect(lines[1]).not.toHaveProperty("chat_id");
    expect(lines[2]).not.toHaveProperty("request_id");
    expect(lines[2]).not.toHaveProperty("user_id");
  });

  it("says what it is about itself where that is another id", () => {
    log.within({ user_id: "a" }, () => log.info("other", { user_id: "b" }));
    expect(lines).toMatchObject([{ user_id: "b" }]);
  });

  it("names the trace of AWS X-Ray where there is one", () => {
    log.info("untraced");
    vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53;Sampled=1");
    log.info("traced");

    expect(lines[0]).not.toHaveProperty("trace_id");
    expect(lines[1]).toHaveProperty("trace_id", "1-5759e988-bd862e3fe1be46a994272793");
  });
});
