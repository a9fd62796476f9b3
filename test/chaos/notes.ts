// What a tab heard and said lately, for a report.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import type { HeardFrame } from "@ai-learning/client/frame";

/** Milliseconds since 1970. */
interface Note {
  readonly at: number;
  readonly what: string;
}

const most = 400;

export class Notes {
  readonly list: Note[] = [];

  add(what: string): void {
    this.list.push({ at: Date.now(), what });
    if (this.list.length > most) this.list.splice(0, most / 4);
  }
}

/** A frame in a line: texts by their length. */
export const shown = (frame: HeardFrame): string =>
  JSON.stringify(frame, (key, value: unknown) => {
    if (key === "history" && Array.isArray(value)) {
      return value.map(
        (one: HistoryItem) =>
          `${String(one.position)} ${one.id} ${one.status} a${String(one.attempt)} ${String(one.content.length)} chars`,
      );
    }
    return typeof value === "string" && value.length > 80
      ? `${value.slice(0, 40)}… ${String(value.length)} chars`
      : value;
  });
