// A track as a Markdown document.
import type { CourseModule, Track } from "@ai-learning/protocol/track";
import type { Locale } from "@ai-learning/protocol/user";
import { inline, literal } from "./literal.ts";
import { words, type Words } from "./words.ts";

const fact = (name: string, value: string): string => `- **${name}:** ${value}`;

function factsOf(track: Track, say: Words): string[] {
  const completed = track.modules.filter(({ status }) => status === "completed").length;
  const { skill_area: area, title } = track;
  return [
    ...(area === "" || area === title ? [] : [fact(say.area, inline(area))]),
    fact(say.level, say.levels[track.difficulty_level]),
    fact(say.hours, String(track.estimated_duration_hours)),
    fact(say.status, say.statuses[track.status]),
    ...(track.modules.length === 0
      ? []
      : [
          fact(
            say.progress,
            `${String(track.progress)} % (${say.done(completed, track.modules.length)})`,
          ),
        ]),
  ];
}

function moduleOf(module: CourseModule, say: Words): string[] {
  const { module_number: number, estimated_duration_hours: hours, status } = module;
  const objectives = module.learning_objectives.map(inline).filter((text) => text !== "");
  return [
    `### ${say.module(number)} ${inline(module.title)} — ${String(hours)} ${say.hour}`,
    `*${say.moduleStatuses[status]}*`,
    literal(module.description),
    objectives.length === 0 ? "" : `**${say.objectives}**`,
    objectives.map((text) => `- ${text}`).join("\n"),
  ];
}

const section = (title: string, text: string): string[] =>
  text === "" ? [] : [`## ${title}`, text];

/** The document: facts, what the learner wrote about it, the modules in force with their objectives. */
export function trackMarkdown(track: Track, locale: Locale): string {
  const say = words[locale];
  const modules = track.modules.flatMap((module) => moduleOf(module, say));
  const blocks = [
    `# ${inline(track.title)}`,
    factsOf(track, say).join("\n"),
    ...section(say.about, literal(track.description)),
    ...section(say.expectations, literal(track.user_expectations)),
    `## ${say.modules}`,
    ...(modules.length === 0 ? [say.noModules] : modules),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
