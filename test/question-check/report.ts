// What the mechanical checks find in question files, as text.
import { checkFile } from "@ai-learning/core/question/checks/check";
import { checkCodes, type Flaw, type PlacedFlaw } from "@ai-learning/core/question/checks/flaw";
import { checkSet, measureSet } from "@ai-learning/core/question/checks/set";
import type { Source } from "./sources.ts";

export interface Findings {
  readonly items: number;
  readonly flaws: readonly Flaw[];
  /** For a terminal. */
  readonly text: string;
}

/** "1 flaw", "2 flaws". */
export const flawsOf = (count: number): string =>
  `${String(count)} ${count === 1 ? "flaw" : "flaws"}`;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function placeOf({ card, item }: PlacedFlaw): string {
  const ofCard = card === null ? "the set" : `card ${String(card + 1)}`;
  return item === null ? ofCard : `${ofCard}, item ${String(item + 1)}`;
}

const itemsOf = ({ file }: Source) => file.cards.flatMap(({ items }) => items);

function rates(flaws: readonly Flaw[], items: number): string[] {
  const width = Math.max(...checkCodes.map((code) => code.length));
  return checkCodes.map((code) => {
    const count = flaws.filter((flaw) => flaw.code === code).length;
    const rate = items === 0 ? 0 : count / items;
    return `  ${code.padEnd(width)}  ${String(count).padStart(5)}  ${percent(rate).padStart(7)}`;
  });
}

/** The flaws of all sources, one line each, then how many each check found, and what guessers would score. */
export function findingsOf(sources: readonly Source[]): Findings {
  const lines: string[] = [];
  const flaws: Flaw[] = [];
  for (const source of sources) {
    const { name, file, lesson } = source;
    const own = checkFile(file, lesson);
    const counts = `${String(file.cards.length)} cards, ${String(itemsOf(source).length)} items`;
    lines.push(`${name}: ${counts}, ${own.length === 0 ? "no flaw" : flawsOf(own.length)}`);
    lines.push(...own.map((flaw) => `  ${placeOf(flaw)}: ${flaw.sentence} [${flaw.code}]`));
    flaws.push(...own);
  }
  const items = sources.flatMap(itemsOf);
  const ofSet = checkSet(items);
  lines.push(...ofSet.map(({ sentence, code }) => `All files: ${sentence} [${code}]`));
  flaws.push(...ofSet);
  const { choices, longest, first, chance, positions } = measureSet(items);
  lines.push(
    "",
    "Flaws by check, and per item",
    ...rates(flaws, items.length),
    "",
    `What guessers would score over ${String(choices)} choices (chance ${percent(chance)})`,
    `  always the longest option  ${percent(longest)}`,
    `  always the first option    ${percent(first)}   right options by place: ${positions.map(percent).join(", ")}`,
  );
  return { items: items.length, flaws, text: lines.join("\n") };
}
