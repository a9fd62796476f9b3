// The scripted model's course plans: four modules, changed by the learner's directives.
import type { ChatCompletionRequest } from "@copilotkit/aimock";
import { directive, type Asked } from "./script-request.ts";

interface PlanModule {
  readonly title: string;
  readonly hours: number;
  /** Under which title the track may have it already. */
  readonly before: string | null;
}

const field = (system: string, name: string): string | undefined => {
  const [, value] = new RegExp(`^ "${name}": (.*),$`, "m").exec(system) ?? [];
  return value;
};

const stringField = (system: string, name: string): string => {
  const value: unknown = JSON.parse(field(system, name) ?? '""');
  return typeof value === "string" ? value : "";
};

const words = {
  ru: {
    hello: "Здравствуйте! Вот план.",
    plan: "## 📚 План курса:",
    module: "Модуль",
    hours: "ч",
    parts: ["Основы", "Практика", "Проекты", "Итоги"],
    ask: "Что изменить?",
  },
  en: {
    hello: "Hello! Here is a plan.",
    plan: "## 📚 Course plan:",
    module: "Module",
    hours: "h",
    parts: ["Basics", "Practice", "Projects", "Review"],
    ask: "What shall we change?",
  },
} as const;

function planOf({ system, locale }: Asked): PlanModule[] {
  const title = stringField(system, "title") || "a skill";
  const total = Math.max(4, Number(field(system, "estimated_duration_hours")) || 8);
  return words[locale].parts.map((part, index) => ({
    title: `${part}: ${title}`,
    hours: Math.floor(total / 4) + (index < total % 4 ? 1 : 0),
    before: null,
  }));
}

/** The answer to a welcome: a plan of four modules whose hours add up to those asked for. */
export function planMarkdown(asked: Asked): string {
  const say = words[asked.locale];
  const modules = planOf(asked);
  return [
    say.hello,
    `${say.plan} ${stringField(asked.system, "title")}`,
    ...modules.map(
      (one, index) =>
        `### ${say.module} ${index + 1}. ${one.title} — ${one.hours} ${say.hours}\n- ${one.title}`,
    ),
    say.ask,
  ].join("\n\n");
}

const moduleLine = /^### (?:Module|Модуль) \d+\. (.+) — (\d+) (?:h|ч)$/gm;

/** The plan last shown, with what the learner asked for after it. */
function agreed(request: ChatCompletionRequest, asked: Asked): PlanModule[] {
  const texts = request.messages.map((one) => ({
    role: one.role,
    text: typeof one.content === "string" ? one.content : "",
  }));
  const shown = texts.findLastIndex(
    ({ role, text }) => role === "assistant" && text.search(moduleLine) >= 0,
  );
  const plan =
    shown < 0
      ? planOf(asked)
      : [...(texts[shown]?.text ?? "").matchAll(moduleLine)].map(([, title = "", hours]) => ({
          title,
          hours: Number(hours),
          before: title,
        }));
  for (const { role, text } of texts.slice(shown + 1)) {
    if (role === "user") for (const one of text.matchAll(change)) apply(plan, one);
  }
  return plan;
}

const change = /\[(drop|rename|replace|add)(?: (\d+))?(?: ([^\]]+))?\]/g;

function apply(plan: PlanModule[], [, verb, number, title = "?"]: RegExpExecArray): void {
  const at = Number(number) - 1;
  const old = plan[at];
  if (verb === "add") plan.push({ title, hours: 2, before: null });
  else if (verb === "drop") plan.splice(at, 1);
  else if (old !== undefined) {
    plan[at] = { ...old, title, before: verb === "rename" ? old.before : null };
  }
}

/** The answer to a finalisation: the modules agreed on, each naming the one it continues. */
export function courseJson(request: ChatCompletionRequest, asked: Asked): string {
  const [, list = "[]"] =
    /^ "modules": (\[[\s\S]*?\])\n\}\n<\/track_data>/m.exec(asked.system) ?? [];
  const existing: { number: number; title: string }[] = JSON.parse(list);
  const numberOf = (one: PlanModule): number | null =>
    existing.find(({ title }) => title === one.title || title === one.before)?.number ?? null;
  const isOther =
    directive(asked.steering, "alwaysotherplan") !== undefined ||
    (directive(asked.steering, "otherplan") !== undefined && !asked.repairing);
  return JSON.stringify({
    modules: agreed(request, asked).map((one, index) => ({
      module_number: index + 1,
      title: isOther ? `Not ${one.title}` : one.title,
      description: `About ${one.title}.`,
      estimated_duration_hours: one.hours,
      learning_objectives: [`Knows ${one.title}`, `Uses ${one.title}`],
      previous_number: numberOf(one),
    })),
  });
}

/** The answer to a structured plan. */
export const planJson = (asked: Asked): string =>
  JSON.stringify({
    overview: `A course: ${stringField(asked.system, "title")}.`,
    goals: ["Understand it", "Use it"],
    modules: planOf(asked).map((one) => ({
      name: one.title,
      description: `About ${one.title}.`,
      duration_hours: one.hours,
      topics: ["First", "Second"],
    })),
    exercises: ["Try it"],
    final_project: "Build something.",
  });
