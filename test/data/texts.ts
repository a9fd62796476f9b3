// What is said in generated dialogues: short, plausible, in the learner's language.
import { readLesson } from "@ai-learning/protocol/lesson-read";
import { renderPlan } from "@ai-learning/protocol/plan-render";
import type { Plan } from "@ai-learning/protocol/plan";
import type { Locale } from "@ai-learning/protocol/user";
import type { Random } from "./random.ts";
import type { Subject } from "./subjects.ts";

/** A module of a generated plan. */
export interface PlannedModule {
  readonly title: string;
  readonly hours: number;
  readonly summary: string;
  readonly topics: readonly string[];
}

const words = {
  en: {
    names: [
      ["Ann", "Ben", "Clara", "David", "Emma", "Frank"],
      ["Miller", "Baker", "Stone", "Reed", "Fox", "Hill"],
    ],
    topics: (module: string) => [
      `${module}: the main ideas`,
      `${module}: typical cases`,
      `${module}: common mistakes`,
      `${module}: a task of your own`,
    ],
    summary: (module: string) => `What you need to know about this: ${module.toLowerCase()}.`,
    hello: "Hello! Here is a first plan for you.",
    closing: "Does this suit you, or shall we change something?",
    changed: [
      "I have changed the plan:",
      "Here is the plan with your change:",
      "Done, the plan now looks like this:",
    ],
    wishes: [
      "Make it shorter, please",
      "More practice, please",
      "Can we spend more time on the second part?",
      "I already know the first topic",
      "Please leave out the last module",
      "Can I do this in three weeks?",
    ],
    asks: [
      "Which book goes well with this?",
      "How many hours a week do I need?",
      "What is the difference between the two?",
      "Could you explain this once more?",
      "Why is it done that way?",
      "Give me another example, please",
      "Is my answer right?",
      "What is this used for at work?",
    ],
    answers: [
      "Good question.",
      "Think of a table with three rows.",
      "The short answer is yes.",
      "Look at the last step first.",
      "It depends on what you need it for.",
      "Two cases have to be told apart here.",
      "Most beginners stumble over this.",
      "Try it with a smaller number.",
      "The rule holds with one exception.",
      "Compare both lines word by word.",
    ],
    finalize: "Finalise the course plan",
    ready: "## 🎉 The course is ready!",
    hours: "h",
    lesson: ["Idea", "Worked example", "In short", "Exercise", "Hint", "Solution"],
    practice: "Practise",
    project: "Build it",
  },
  ru: {
    names: [
      ["Анна", "Борис", "Вера", "Денис", "Елена", "Фёдор"],
      ["Мельник", "Новак", "Горский", "Зимина", "Лис", "Орлова"],
    ],
    topics: (module: string) => [
      `${module}: главные идеи`,
      `${module}: типичные случаи`,
      `${module}: частые ошибки`,
      `${module}: самостоятельная задача`,
    ],
    summary: (module: string) => `Что нужно знать по теме «${module}».`,
    hello: "Здравствуйте! Вот первый план для вас.",
    closing: "Подходит или что-то изменим?",
    changed: ["План изменён:", "Вот план с вашей правкой:", "Готово, теперь план такой:"],
    wishes: [
      "Сделайте короче, пожалуйста",
      "Больше практики, пожалуйста",
      "Можно больше времени на вторую часть?",
      "Первую тему я уже знаю",
      "Уберите последний модуль",
      "Получится за три недели?",
    ],
    asks: [
      "Какую книгу взять к этому?",
      "Сколько часов в неделю нужно?",
      "В чём разница между ними?",
      "Объясните ещё раз, пожалуйста",
      "Почему делают именно так?",
      "Приведите ещё пример",
      "Я правильно ответил?",
      "Где это пригодится на работе?",
    ],
    answers: [
      "Хороший вопрос.",
      "Представьте таблицу из трёх строк.",
      "Коротко: да.",
      "Начните с последнего шага.",
      "Зависит от того, зачем это вам.",
      "Здесь нужно различать два случая.",
      "На этом спотыкаются почти все.",
      "Попробуйте с числом поменьше.",
      "Правило верно, но есть исключение.",
      "Сравните обе строки слово за словом.",
    ],
    finalize: "Финализируй план курса",
    ready: "## 🎉 Курс готов!",
    hours: "ч",
    lesson: ["Идея", "Разобранный пример", "Коротко", "Упражнение", "Подсказка", "Решение"],
    practice: "Практика",
    project: "Проект",
  },
} as const;

type Ask = "wishes" | "asks";

/** One of a learner's lines. */
export const said = (random: Random, locale: Locale, what: Ask): string =>
  random.one(words[locale][what]);

/** First and last name. */
export function nameOf(random: Random, locale: Locale): readonly [string, string] {
  const [first, last] = words[locale].names;
  return [random.one(first), random.one(last)];
}

/** A short answer of the mentor: a few sentences. */
export function answer(random: Random, locale: Locale): string {
  const lines = words[locale].answers;
  return Array.from({ length: random.whole(2, 6) }, () => random.one(lines)).join(" ");
}

/** The modules of a first plan. */
export function firstModules(random: Random, subject: Subject, locale: Locale): PlannedModule[] {
  const count = Math.min(subject.modules.length, random.whole(3, 6));
  return subject.modules.slice(0, count).map((title) => {
    const say = words[locale];
    const topics = say.topics(title).slice(0, random.whole(2, 4));
    return { title, hours: random.whole(2, 9), summary: say.summary(title), topics };
  });
}

/** The modules after a wish: hours change, or the last one goes. */
export function changedModules(
  random: Random,
  modules: readonly PlannedModule[],
): readonly PlannedModule[] {
  if (modules.length > 3 && random.is(0.3)) return modules.slice(0, -1);
  const changed = random.whole(0, modules.length - 1);
  return modules.map((one, at) => (at === changed ? { ...one, hours: (one.hours % 12) + 1 } : one));
}

const rendered = (
  subject: Subject,
  modules: readonly PlannedModule[],
  level: NonNullable<Plan["level"]>,
  locale: Locale,
): string =>
  renderPlan(
    {
      title: subject.title,
      totalHours: modules.reduce((sum, { hours }) => sum + hours, 0),
      level,
      modules,
    },
    locale,
  );

/** A message that shows a plan; `isFirst`: the welcome. */
export function planMessage(
  random: Random,
  subject: Subject,
  modules: readonly PlannedModule[],
  {
    level,
    locale,
    isFirst,
  }: { level: NonNullable<Plan["level"]>; locale: Locale; isFirst: boolean },
): string {
  const { hello, changed, closing } = words[locale];
  const before = isFirst ? hello : random.one(changed);
  return `${before}\n\n${rendered(subject, modules, level, locale)}\n\n${closing}`;
}

/** Both sides of a finalisation. */
export function finalization(modules: readonly PlannedModule[], locale: Locale) {
  const { finalize, ready, hours } = words[locale];
  const list = modules.map(
    (one, at) => `${String(at + 1)}. **${one.title}** — ${String(one.hours)} ${hours}`,
  );
  return { ask: finalize, answer: `${ready}\n\n${list.join("\n")}` };
}

/** The text of a lesson, in the parts that its prompt prescribes. */
export function lessonText(random: Random, title: string, locale: Locale): string {
  const [idea, example, short, exercise, hint, solution] = words[locale].lesson;
  const say = (): string => random.one(words[locale].answers);
  return [
    `# ${title}`,
    say(),
    `## ${idea}\n\n${answer(random, locale)}`,
    `## ${example}\n\n${say()}`,
    `## ${short}\n\n- ${said(random, locale, "asks")}\n- ${say()}`,
    `## ${exercise}\n\n${say()}`,
    ...[1, 2, 3].map((number) => `### ${hint} ${String(number)}\n\n${say()}`),
    `### ${solution}\n\n${say()}`,
  ].join("\n\n");
}

const known = new Map<Locale, object>();

/** The parts of any text that `lessonText` makes: their headings are always the same. */
export function sectionsOf(text: string, locale: Locale): object {
  const sections =
    known.get(locale) ??
    readLesson(text).parts.map(({ anchor, title, kind }) => ({ anchor, title, kind }));
  known.set(locale, sections);
  return sections;
}

/** A module's practice or project. */
export const taskTitle = (kind: "practice" | "project", locale: Locale): string =>
  words[locale][kind];
