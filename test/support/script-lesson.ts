// The scripted model's outlines and lessons.
import { directive, type Asked } from "./script-request.ts";

interface ModuleData {
  readonly title: string;
  readonly hours: number;
  readonly objectives: readonly { readonly number: number; readonly text: string }[];
  readonly lessons: readonly string[];
  readonly is_last: boolean;
}

const blockOf = (system: string, tag: string): unknown =>
  JSON.parse(new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(system)?.[1] ?? "{}");

/** The answer to an outline: a lesson for every two objectives; `[lessons N]`: so many. */
export function outlineJson({ system, steering }: Asked): string {
  const module = blockOf(system, "module_data") as ModuleData;
  const wanted = directive(steering, "lessons");
  const count = wanted === undefined ? Math.ceil(module.objectives.length / 2) : Number(wanted);
  const numbers = module.objectives.map(({ number }) => number);
  const share = Math.ceil(numbers.length / count);
  const lessons = Array.from({ length: count }, (_, at) => {
    const own = numbers.slice(at * share, (at + 1) * share);
    const [first = 1] = own;
    const about = module.objectives[first - 1]?.text ?? module.title;
    return {
      title: `On ${about}`.slice(0, 190) + (own.length === 0 ? ` ${at + 1}` : ""),
      objective_numbers: own.length === 0 ? [1] : own,
      minutes: 30,
      previous_title: null,
    };
  });
  const task = (title: string, minutes: number) => ({
    title,
    instructions: `1. Do it.\n2. Look at **${module.title}** again.`,
    minutes,
  });
  return JSON.stringify({
    lessons,
    practice: task("Practise", 60),
    project: module.is_last ? task("Build it", 120) : null,
  });
}

const words = {
  en: ["Worked example", "Exercise", "Hint", "Solution", "In short"],
  ru: ["Разобранный пример", "Упражнение", "Подсказка", "Решение", "Коротко"],
} as const;

/** The answer to a lesson, in the shape that its prompt prescribes; `[unsolved]`: its exercise has no solution. */
export function lessonMarkdown({ system, steering, locale }: Asked): string {
  const lesson = blockOf(system, "lesson_data") as {
    readonly title: string;
    readonly how?: string;
  };
  const [example, exercise, hint, solution, short] = words[locale];
  const isUnsolved = directive(steering, "unsolved") !== undefined;
  return [
    `# ${lesson.title}`,
    `A case of ${lesson.title} (${lesson.how ?? "first"}).`,
    `## What it is\n\nWords about it, and \`code\`.`,
    `## ${example}: one\n\n\`\`\`python\nprint(1 + 1)\n\`\`\`\n\nIt prints 2.`,
    `## ${short}\n\n- One\n- Two\n- Three`,
    `## ${exercise}\n\nAdd two and two.`,
    ...[1, 2, 3].map((one) => `### ${hint} ${one}\n\nHint number ${one}.`),
    ...(isUnsolved ? [] : [`### ${solution}\n\nFour.`]),
  ].join("\n\n");
}
