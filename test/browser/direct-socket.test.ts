// A site built for sockets that go straight to the WebSocket API: another origin, which gets no cookies, only tickets.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { passingStack } from "../support/own-stack.ts";
import { answered, planner, say } from "./steps.ts";

/** The addresses of the sockets a page opens. */
const socketAddress = /^(ws:\/\/[^/]+\/\$default)\?session_key=[\w.~-]+&ticket=([\w-]+)$/;

test("pages connect with a ticket for each socket, and reconnect with another", async () => {
  const siteDir = await mkdtemp(join(tmpdir(), "ai-learning-site-"));
  onTestFinished(() => rm(siteDir, { recursive: true, force: true }));
  const { stack, target } = await passingStack({
    site: "build",
    siteDir,
    env: { DIRECT_SOCKET: "true" },
  });
  const { learner, page } = await planner({ target });
  learner.foresee(/WebSocket/);
  const opened: string[] = [];
  page.on("websocket", (socket) => opened.push(socket.url()));
  await page.reload();
  await page.locator(".chat-live[data-state=open]").waitFor();
  stack.dropSockets("all", "reset");
  await say(learner, "And glazes?");
  await answered(page, 2);

  await expect.poll(() => opened.length).toBeGreaterThan(1);
  const parts = opened.map((address) => socketAddress.exec(address));
  expect(new Set(parts.map((one) => one?.[1]))).toEqual(
    new Set([`${stack.apiUrl.replace("http", "ws")}/$default`]),
  );
  expect(new Set(parts.map((one) => one?.[2])).size).toBe(opened.length);
}, 120_000);
