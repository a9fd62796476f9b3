// Following one answer as it is written: deltas without a gap, and an end that says the same.
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import type { FrameOf, Socket } from "./socket.ts";
import { SmokeError } from "./step.ts";

type Of = FrameOf<"ai_delta"> | FrameOf<"ai_response"> | FrameOf<"finalization_complete">;
type AnswerFrame = Of | FrameOf<"error">;

export interface Answer {
  readonly id: string;
  readonly text: string;
  readonly attempt: number;
  readonly deltas: number;
  readonly status: "complete" | "truncated" | "stopped";
  readonly model: string;
}

const isOf =
  (id: string) =>
  (frame: ServerFrame): frame is AnswerFrame =>
    (frame.type === "ai_delta" ||
      frame.type === "ai_response" ||
      frame.type === "finalization_complete" ||
      frame.type === "error") &&
    frame.message_id === id;

/** Collects an answer to its end. `onDelta` hears of each piece. */
export async function follow(
  socket: Socket,
  id: string,
  onDelta: (count: number) => void = () => undefined,
): Promise<Answer> {
  let text = "";
  let attempt = 0;
  let deltas = 0;
  for (;;) {
    const frame = await socket.next(isOf(id));
    if (frame.type === "error") {
      throw new SmokeError(`the mentor's answer failed with ${frame.code}: ${frame.message}`);
    }
    if (frame.type === "ai_delta") {
      if (frame.attempt > attempt) text = "";
      attempt = frame.attempt;
      if (frame.offset > text.length) {
        throw new SmokeError(
          `a delta begins at ${String(frame.offset)}, but there are ${String(text.length)} characters: a gap`,
        );
      }
      text = text.slice(0, frame.offset) + frame.text;
      deltas += 1;
      onDelta(deltas);
      continue;
    }
    const isWhole = !("truncated" in frame && frame.truncated);
    if (deltas > 0 && isWhole && frame.type === "ai_response" && frame.message !== text) {
      throw new SmokeError("the pieces of the answer do not add up to the whole");
    }
    const { status, model_used: model } = frame;
    const whole = isWhole ? frame.message : text;
    return { id, text: whole, attempt: frame.attempt, deltas, status, model: model ?? "unknown" };
  }
}

/** An answer that came in pieces. */
export function asStreamed(answer: Answer): Answer {
  if (answer.deltas > 0) return answer;
  throw new SmokeError("the answer came at once: nothing was streamed");
}

export const describeAnswer = ({ deltas, text, model }: Answer): string =>
  `${String(deltas)} deltas, ${String(text.length)} characters, ${model}`;
