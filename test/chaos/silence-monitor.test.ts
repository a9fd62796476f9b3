// Silence is what no screen shows moving while an answer is due.
import { describe, expect, it } from "vitest";
import { empty, type State } from "@ai-learning/client/model";
import { reduce } from "@ai-learning/client/reducer";
import { SilenceMonitor } from "./silence-monitor.ts";

const place = {
  session_id: "key",
  chat_id: "chat",
  message_id: "answer",
  reply_to: "question",
  position: 2,
  attempt: 1,
};

const delta = (offset: number, text: string) =>
  ({ type: "ai_delta", ...place, offset, text }) as const;

const end = {
  type: "ai_response",
  ...place,
  message: "Hello",
  status: "complete",
  timestamp: "2026-01-01T00:00:00Z",
  tokens_used: 1,
  model_used: "m",
} as const;

function watched() {
  let now = 0;
  const monitor = new SilenceMonitor(() => now);
  const tab = () => {
    let state: State = empty;
    return (at: number, frame: Parameters<typeof reduce>[1]): void => {
      now = at;
      const before = state.chats["chat"];
      state = reduce(state, frame);
      const after = state.chats["chat"];
      if (after !== undefined) monitor.see(before, after);
    };
  };
  const lengths = (): number[] => monitor.silences.map(({ from, to }) => to - from);
  return { monitor, tab, lengths, set: (at: number) => (now = at) };
}

describe("a silence monitor", () => {
  it("measures from each sign of life to the next", () => {
    const { tab, lengths } = watched();
    const hear = tab();

    hear(100, delta(0, "He"));
    hear(350, delta(2, "llo"));
    hear(1_350, end);

    expect(lengths()).toEqual([250, 1_000]);
  });

  it("counts the same news only once, whichever tab hears it", () => {
    const { tab, lengths } = watched();
    const [one, other] = [tab(), tab()];

    one(100, delta(0, "He"));
    other(900, delta(0, "He"));
    one(1_100, end);

    expect(lengths()).toEqual([1_000]);
  });

  it("runs on until the end of the run when an answer never comes", () => {
    const { monitor, set, lengths } = watched();
    set(50);
    monitor.promise("chat", "answer");
    set(5_050);
    monitor.end();

    expect(lengths()).toEqual([5_000]);
  });

  it("is not heard while nothing is due", () => {
    const { tab, lengths, monitor, set } = watched();
    const hear = tab();

    hear(100, end);
    set(90_000);
    monitor.end();

    expect(lengths()).toEqual([]);
  });
});
