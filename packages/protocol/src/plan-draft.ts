// One plan as it is read line by line: its modules with what stands under them, and how it ends.
import type { Plan, PlanModule } from "./plan-type.ts";
import { hoursOfLine, type Hours } from "./plan-hours.ts";
import type { Line, ModuleLine } from "./plan-lines.ts";
import { folded, restored } from "./plan-text.ts";

const maxModules = 20;
const maxHours = 500;
const maxTitleChars = 200;

/** A module while it is read. */
interface DraftModule {
  readonly line: ModuleLine;
  hours: Hours;
  hasHours: boolean;
  summary: string | null;
  readonly topics: string[];
  /** Nothing that follows belongs to it. */
  isEnded: boolean;
}

const isLabel = (text: string): boolean => text.endsWith(":");

/** Gathers the modules of one plan. The lines between them come in order; what they mean depends on what came before. */
export class Draft {
  readonly modules: DraftModule[] = [];
  /** The text has gone past the last module. */
  isPast = false;
  #level = 0;
  #previous: Line["kind"] = "blank";

  add(line: ModuleLine, level: number): void {
    const { hours, hasHours, summary } = line;
    this.modules.push({ line, hours, hasHours, summary, topics: [], isEnded: false });
    this.isPast = false;
    this.#level = level;
    this.#previous = "text";
  }

  /**
   * Takes the next line, which states a total or not.
   *
   * @returns whether the line told the hours of the module that it stands under
   */
  take(line: Line, hasTotal: boolean): boolean {
    const module = this.modules.at(-1);
    if (module === undefined || this.isPast) return false;
    const isOfModule = !module.isEnded && this.#fill(module, line, hasTotal);
    this.isPast = module.isEnded && (hasTotal || line.isWhole || /^\p{L}/u.test(line.text));
    this.#previous = line.kind;
    return isOfModule;
  }

  #fill(module: DraftModule, line: Line, hasTotal: boolean): boolean {
    if (line.kind === "blank") return false;
    const text = folded(line.text);
    const hours = line.kind === "heading" ? undefined : hoursOfLine(text);
    if (hours !== undefined) {
      module.hours = module.hasHours && module.hours !== hours ? null : hours;
      module.hasHours = true;
    } else if (hasTotal || this.#isEnd(module, line)) module.isEnded = true;
    else if (line.kind === "item" && !isLabel(text)) module.topics.push(line.text);
    else if (line.kind === "text" && !isLabel(text)) this.#say(module, line.text);
    return hours !== undefined;
  }

  #isEnd(module: DraftModule, line: Line): boolean {
    if (line.kind === "rule") return true;
    if (line.kind === "heading") return module.line.form !== "heading" || line.level <= this.#level;
    const isParagraph = line.kind === "text" || line.kind === "bold";
    const isAfterList = module.topics.length > 0 || module.line.form === "list";
    if (isParagraph && isAfterList) return this.#previous === "blank" && line.indent < 2;
    return line.kind === "bold" && module.line.form === "bold" && !isLabel(line.text);
  }

  #say(module: DraftModule, text: string): void {
    const topic = module.topics.at(-1);
    if (topic !== undefined) module.topics[module.topics.length - 1] = `${topic} ${text}`;
    else if (module.summary === null) module.summary = text;
    else if (this.#previous === "text") module.summary += ` ${text}`;
  }

  /** The modules as they are shown. */
  get shown(): PlanModule[] {
    return this.modules.map(({ line, hours, summary, topics }) => ({
      title: restored(line.title),
      hours,
      summary: summary === null ? null : restored(summary) || null,
      topics: topics.map(restored).filter(Boolean),
    }));
  }
}

/** Sum of the modules' hours, null when one is missing. */
export const sumOf = (modules: Plan["modules"]): Hours =>
  modules.reduce<Hours>(
    (sum, { hours }) => (sum === null || hours === null ? null : sum + hours),
    0,
  );

/** Whether modules and totals are beyond doubt; how the text ends is another question. */
export const isSound = (draft: Draft, totals: readonly Hours[]): boolean => {
  const modules = draft.shown;
  const sum = sumOf(modules);
  return (
    modules.length <= maxModules &&
    draft.modules.every(({ line }, at) => line.number === at + 1 && !line.isDoubtful) &&
    modules.every(
      ({ title, hours }) =>
        title !== "" &&
        title.length <= maxTitleChars &&
        Number.isInteger(hours) &&
        hours !== null &&
        hours >= 1 &&
        hours <= maxHours,
    ) &&
    totals.length > 0 &&
    totals.every((total) => total === sum)
  );
};
