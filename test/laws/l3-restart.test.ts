// L3 and L1 over a whole machine that dies: what was accepted is there, what was begun is finished.
import { rm } from "node:fs/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { guest } from "../support/client.ts";
import { startCommand, type Command } from "../support/command.ts";
import { finalize, historyOf, planned } from "../support/learning.ts";
import { Socket } from "../support/socket.ts";
import { makeDataDir, shortTimes } from "../support/stack.ts";
import { until } from "../support/until.ts";

async function folder(): Promise<string> {
  const dataDir = await makeDataDir();
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

const gone = (command: Command) =>
  until(async () => (await command.survivors()).length === 0, { what: "the end of every process" });

describe("npm start", () => {
  it(
    "killed whole with kill -9 and started again has everything, and finishes the answer",
    { timeout: 150_000 },
    async () => {
      const dataDir = await folder();
      const first = await startCommand({ dataDir, env: shortTimes });
      const client = await guest({ target: first.target });
      const made = await planned(client);
      const { modules } = await finalize(client, made);
      const socket = await Socket.open(client, made.session_id);
      socket.send({ type: "text", message: "go on [slow 3]" });
      await socket.next("ai_delta");

      await first.killTree();
      const second = await startCommand({ dataDir, env: shortTimes });

      try {
        const back = client.with({ target: second.target });
        const track = await back.ok("getTrack", { params: { id: made.id } });
        expect(track.modules).toEqual(modules);
        const last = await until(
          async () => {
            const newest = (await historyOf(back, made)).at(-1);
            return newest?.status === "complete" ? newest : undefined;
          },
          { within: 60_000, what: "the end of the answer" },
        );
        expect(last.content).toContain("go on");
        expect(await historyOf(back, made)).toHaveLength(5);
      } finally {
        expect(await second.interrupt()).toBe(0);
      }
      await gone(second);
    },
  );

  it(
    "leaves no process behind on Ctrl-C, and none that stops the next when its main process is killed",
    { timeout: 150_000 },
    async () => {
      const dataDir = await folder();
      const first = await startCommand({ dataDir });
      const client = await guest({ target: first.target });
      await first.killMain();

      const second = await startCommand({ dataDir });
      const me = await client.with({ target: second.target }).ok("me");
      await gone(first);

      expect(me.id).toBe(client.user.id);
      expect(await second.interrupt()).toBe(0);
      await gone(second);
    },
  );
});
