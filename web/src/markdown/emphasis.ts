// *em*, **strong**, ~~del~~: runs of marks paired as CommonMark pairs them.
import type { Inline } from "./model.ts";

/** A run of `*`, `_` or `~` that may open or close. */
export interface Run {
  readonly mark: string;
  left: number;
  readonly length: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

export type Part = Inline | Run;

const isRun = (part: Part | undefined): part is Run => part !== undefined && "mark" in part;

const isSpace = (char: string): boolean => char === "" || /\s/.test(char);
const isPunctuation = (char: string): boolean => /[\p{P}\p{S}]/u.test(char);
/** A letter or digit of a script that puts spaces between words. */
const isWord = (char: string): boolean =>
  /[\p{L}\p{N}]/u.test(char) && !/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(char);

/** A product such as `2*3`, an approximation such as `~5`, and longer runs of `~`: marks that mean themselves. */
const isText = (mark: string, length: number, before: string, after: string): boolean =>
  mark === "~" ? length !== 2 : mark === "*" && length === 1 && isWord(before) && isWord(after);

/** What a run may do, by the characters around it. */
export function runOf(mark: string, length: number, before: string, after: string): Part {
  if (isText(mark, length, before, after)) return { type: "text", text: mark.repeat(length) };
  const left =
    !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
  const right =
    !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
  const isWordly = mark === "_";
  return {
    mark,
    left: length,
    length,
    opens: left && (!isWordly || !right || isPunctuation(before)),
    closes: right && (!isWordly || !left || isPunctuation(after)),
  };
}

const canPair = (opener: Run, closer: Run): boolean => {
  if (opener.mark !== closer.mark || !opener.opens || opener.left === 0) return false;
  if (opener.mark === "~") return true;
  const either = (opener.opens && opener.closes) || (closer.opens && closer.closes);
  const sum = opener.length + closer.length;
  return !either || sum % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0);
};

/** Marks that found no partner are text again; neighbours join. */
function asText(parts: readonly Part[]): Inline[] {
  const result: Inline[] = [];
  for (const part of parts) {
    const node: Inline = isRun(part) ? { type: "text", text: part.mark.repeat(part.left) } : part;
    const last = result.at(-1);
    if (node.type !== "text") result.push(node);
    else if (last?.type === "text")
      result[result.length - 1] = { ...last, text: last.text + node.text };
    else if (node.text !== "") result.push(node);
  }
  return result;
}

/** How many runs back a partner is searched for: without a limit the cost would be quadratic. */
const farthest = 200;

/** Pairs the runs among the parts. */
export function pair(given: readonly Part[]): Inline[] {
  const done: Part[] = [];
  /** Where in `done` the runs are. */
  const runs: number[] = [];

  function close(closer: Run): void {
    while (closer.left > 0) {
      const at = runs.slice(-farthest).findLast((index) => {
        const one = done[index];
        return isRun(one) && canPair(one, closer);
      });
      const opener = at === undefined ? undefined : done[at];
      if (at === undefined || !isRun(opener)) return;
      const used = closer.mark === "~" ? closer.left : Math.min(2, closer.left, opener.left);
      const children = asText(done.splice(at + 1));
      opener.left -= used;
      closer.left -= used;
      if (opener.left === 0) done.pop();
      runs.length = runs.lastIndexOf(at) + (opener.left === 0 ? 0 : 1);
      const type = closer.mark === "~" ? "del" : used === 2 ? "strong" : "em";
      done.push({ type, children });
    }
  }

  for (const part of given) {
    if (isRun(part) && part.closes) close(part);
    if (isRun(part)) {
      if (part.left === 0) continue;
      runs.push(done.length);
    }
    done.push(part);
  }
  return asText(done);
}
