// What an answer costs on a learner's socket: frames, bytes, and how often something is posted.
import type { Bench } from "../bench.ts";
import { Learner, question, type Heard } from "../learner.ts";
import { atMost, type Findings } from "../row.ts";
import { frameBytes } from "./restore.ts";

/** Characters a second, as a quick model writes. */
const pace = 1000;

export async function measureFrames(bench: Bench): Promise<Findings> {
  const stack = await bench.stack();
  const lengths = bench.quick ? [2000] : [2000, 20_000];
  const answers = await Promise.all(
    lengths.map(async (chars) => {
      const learner = await Learner.join(stack);
      learner.heard.length = 0;
      const sent = learner.send(question("frames", chars, pace));
      const end = await learner.next("ai_response");
      const frames = [...learner.heard];
      await learner.leave();
      return { chars, frames, seconds: (end.at - sent) / 1000 };
    }),
  );
  return { rows: answers.flatMap(rowsOf) };
}

function rowsOf(answer: { chars: number; frames: readonly Heard[]; seconds: number }) {
  const { chars, frames, seconds } = answer;
  const deltas = frames.filter(({ frame }) => frame.type === "ai_delta").length;
  const bytes = frames.reduce((sum, one) => sum + one.bytes, 0);
  const name = `Answer of ${chars.toLocaleString("en")} characters`;
  return [
    { name: `${name}, frames`, value: frames.length, unit: "", note: `${String(deltas)} deltas` },
    {
      name: `${name}, bytes`,
      value: bytes,
      unit: "bytes",
      note: `${(bytes / chars).toFixed(1)} for each of its characters, the whole text at the end included`,
    },
    {
      name: `${name}, posts`,
      value: frames.length / seconds,
      unit: "/s",
      note: `in ${seconds.toFixed(1)} s`,
    },
    {
      name: `${name}, largest frame`,
      value: Math.max(...frames.map((one) => one.bytes)),
      unit: "bytes",
      budget: atMost(frameBytes),
    },
  ];
}
