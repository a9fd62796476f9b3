// Coming back to a dialogue: over the socket for several lengths, and in a browser until the newest message is seen.
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import type { Bench } from "../bench.ts";
import { fillChat } from "../fill-chat.ts";
import { Learner } from "../learner.ts";
import { measureRendered } from "../rendered.ts";
import { atMost, within, type Findings, type Series } from "../row.ts";
import { timing } from "../stats.ts";

/** API Gateway's limit of one message. Bytes. */
export const frameBytes = 128 * 1024;

export async function measureRestore(bench: Bench): Promise<Findings> {
  const stack = await bench.stack();
  const sizes = bench.quick ? [20, 200] : [20, 200, 1000];
  const rows: Findings["rows"][number][] = [];
  const points: Series["points"][number][] = [];
  for (const size of sizes) {
    bench.say(`restore of ${String(size)} messages`);
    const learner = await Learner.join(stack);
    await fillChat(stack.databaseUrl, learner.track.chat_id, size);
    const samples: number[] = [];
    let bytes = 0;
    let first = 0;
    for (let time = -5; time < bench.size(40, 5); time += 1) {
      const heard = await learner.ask({ type: "restore_chat" }, "chat_restored");
      if (time >= 0) samples.push(heard.ms);
      bytes = heard.bytes;
      first = heard.frame.type === "chat_restored" ? heard.frame.history.length : 0;
    }
    const whole = await readAll(learner);
    await learner.leave();
    const name = `${String(size)} messages`;
    const { value, p95 } = timing(samples);
    points.push({ x: size, median: value, p95 });
    rows.push(
      {
        name: `Restore, ${name}`,
        value,
        p95,
        unit: "ms",
        note: `${String(first)} in the first frame`,
      },
      {
        name: `Restore, ${name}, the frame`,
        value: bytes,
        unit: "bytes",
        budget: atMost(frameBytes),
      },
      {
        name: `Restore, ${name}, every page read`,
        value: whole.ms,
        unit: "ms",
        note: `${String(whole.frames)} frames`,
      },
    );
  }
  const size = Math.max(...sizes);
  bench.say(`restore of ${String(size)} messages in a browser`);
  const rendered = await measureRendered(bench, size);
  rows.push(
    {
      name: `In a browser, ${String(size)} messages, request to newest seen`,
      ...timing(rendered.fromRequest),
      unit: "ms",
      budget: within(150),
    },
    {
      name: "The same, from the frame to newest seen",
      ...timing(rendered.fromFrame),
      unit: "ms",
      note: "the page's own share",
    },
    {
      name: "The same, from going to the page",
      ...timing(rendered.fromNavigation),
      unit: "ms",
    },
  );
  const series: Series = {
    name: "Restore, request to frame",
    axis: "messages in the chat",
    points,
  };
  return { rows, series: [series] };
}

/** The whole dialogue, page after page. */
async function readAll(learner: Learner): Promise<{ ms: number; frames: number }> {
  let heard = await learner.ask({ type: "restore_chat" }, "chat_restored");
  let { ms } = heard;
  let frames = 1;
  for (let before = olderThan(heard.frame); before !== null; before = olderThan(heard.frame)) {
    const chat_id = learner.track.chat_id;
    heard = await learner.ask({ type: "history_page", chat_id, before }, "history_page");
    ms += heard.ms;
    frames += 1;
  }
  return { ms, frames };
}

/** The position below which a part of a history goes on; null at its beginning. */
function olderThan(part: ServerFrame): number | null {
  if (part.type !== "chat_restored" && part.type !== "history_page") return null;
  return part.has_more ? (part.history[0]?.position ?? null) : null;
}
