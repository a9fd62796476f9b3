// A lesson: the written text; where there is none, a guide to learning the same without one.
import { taughtBy, writtenLesson, type WrittenLesson } from "./courses.ts";
import type { MentorRequest } from "./request.ts";
import { partOf, sectionsOf } from "./sections.ts";
import { page, say } from "./say.ts";
import { escaped } from "./text.ts";

/** The text with its worked example in place of the other one. */
const withOtherExample = ({ text, example }: WrittenLesson): string =>
  sectionsOf(text)
    .map((one) => (partOf(one) === "example" ? `${example}\n\n` : one.whole))
    .join("");

const kinds = ["simpler", "deeper", "example"] as const;

export const lessonText = ({ study: { lesson, module }, locale }: MentorRequest): string => {
  const { title, objectives, how } = lesson ?? { title: "", objectives: [] };
  const written = writtenLesson({ title, objectives }, module?.title);
  const list = objectives.map((one) => `- ${escaped(one)}`).join("\n");
  const kind = kinds.find((one) => one === how);
  const isOther = kind === "example" && written !== undefined;
  const notes = kind === undefined || isOther ? [] : [say(locale, `lesson-${kind}`)];
  const text = written?.text ?? page(locale, "guide", { title, list });
  const untaught = objectives.filter((one) => written && !taughtBy(written, [one]).length);
  if (untaught.length > 0 && module !== null)
    notes.push(say(locale, "lessonLacks", { topics: untaught.join("; ") }));
  const [heading = "", ...rest] = (isOther ? withOtherExample(written) : text).split("\n");
  return [heading, ...notes.flatMap((note) => ["", note]), ...rest].join("\n");
};
