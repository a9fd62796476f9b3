// Learning with the demo mentor: outlines, lessons and the study chat, asked as the product asks, in both languages.
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask as askModel } from "../../packages/core/src/model/client.ts";
import * as Continue from "../../packages/core/src/prompts/continue.ts";
import * as Lesson from "../../packages/core/src/prompts/lesson.ts";
import type { Locale } from "../../packages/core/src/prompts/locale.ts";
import type {
  HistoryItem,
  PromptMessage,
  Settings,
} from "../../packages/core/src/prompts/message.ts";
import * as Outline from "../../packages/core/src/prompts/outline.ts";
import * as Study from "../../packages/core/src/prompts/study.ts";
import type { StudyLesson, StudyModule } from "../../packages/core/src/prompts/study-data.ts";
import type { TrackContext } from "../../packages/core/src/prompts/track.ts";
import * as Welcome from "../../packages/core/src/prompts/welcome.ts";
import { isWrittenCourse, writtenLesson, writtenModule } from "@ai-learning/mentor/courses";
import { writtenPlan } from "@ai-learning/mentor/content";
import { startMentor, type Mentor } from "@ai-learning/mentor/mentor";
import { mentorModel } from "@ai-learning/mentor/name";

let mentor: Mentor;
beforeAll(async () => {
  mentor = await startMentor({ host: "127.0.0.1", paceMs: 0 });
});
afterAll(() => mentor.stop());

const ask = async (
  messages: readonly PromptMessage[],
  settings: Settings,
  schema?: typeof Outline.outlineSchema,
): Promise<string> => {
  const answer = await askModel(
    { baseUrl: mentor.url, name: mentorModel, key: "none", own: false },
    {
      messages,
      settings,
      signal: AbortSignal.timeout(20_000),
      onText: () => {},
      ...(schema && { schema }),
    },
  );
  expect(answer).toMatchObject({ error: null, requests: 1 });
  expect(answer.usage.completion).toBeLessThanOrEqual(settings.maxTokens);
  return answer.text;
};

const track = (over: Partial<TrackContext> = {}): TrackContext => ({
  title: "Python",
  skillArea: "Python",
  level: "beginner",
  hours: null,
  expectations: "",
  description: "",
  status: "active",
  plan: null,
  modules: [],
  ...over,
});

const courses = [
  ["en", "python-data", "Python for data analysis"],
  ["ru", "python-data", "Python для анализа данных"],
  ["en", "spanish-travel", "Spanish for travelling"],
  ["ru", "spanish-travel", "Испанский для путешествий"],
] as const;
const locales = ["en", "ru"] as const;

const first = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** A module of a written course as the product stores it. */
const moduleOf = (
  [locale, subject]: readonly [Locale, string, string],
  number: number,
  over: Partial<StudyModule> = {},
): StudyModule => {
  const plan = writtenPlan(subject, locale).modules[number - 1];
  if (plan === undefined) throw new Error(`${subject} has no module ${number}`);
  const { title, summary, topics } = plan;
  return {
    number,
    title,
    description: summary,
    hours: 3,
    objectives: topics.map(first),
    lessons: [],
    isLast: number === 4,
    ...over,
  };
};

const outlineOf = async (module: StudyModule, locale: Locale): Promise<Outline.Outline> => {
  const text = await ask(
    Outline.messages({ track: track(), module, locale }),
    Outline.settings,
    Outline.outlineSchema,
  );
  const parsed = Outline.parseOutline(text, module);
  if (!parsed.ok) throw new Error(`${parsed.issues.join("; ")}\n${text}`);
  return parsed.outline;
};

const lessonOf = async (
  locale: Locale,
  module: StudyModule,
  lesson: StudyLesson,
  how: Parameters<typeof Lesson.messages>[0]["how"] = "first",
): Promise<string> =>
  ask(
    Lesson.messages({ track: track(), module, lesson, how, before: null, locale }),
    Lesson.settings,
  );

/** Headings of a text, without what begins like one inside of code. */
const headings = (text: string): string[] =>
  text.replaceAll(/^```[\s\S]*?^```/gm, "").match(/^#{1,6} .*$/gm) ?? [];

/** The parts that every lesson has, in their order. */
const parts = {
  en: [
    /^## Worked example: .+/,
    /^## Fill in the steps$/,
    /^## Common mistake$/,
    /^## In short$/,
    /^## Exercise$/,
    /^### Hint 1$/,
    /^### Hint 2$/,
    /^### Hint 3$/,
    /^### Solution$/,
  ],
  ru: [
    /^## Разобранный пример: .+/,
    /^## Допишите шаги$/,
    /^## Частая ошибка$/,
    /^## Коротко$/,
    /^## Упражнение$/,
    /^### Подсказка 1$/,
    /^### Подсказка 2$/,
    /^### Подсказка 3$/,
    /^### Решение$/,
  ],
} as const;

const expectLesson = (text: string, locale: Locale): void => {
  const all = headings(text);
  expect(all[0]).toMatch(/^# .{3,70}$/);
  expect(all.filter((one) => one.startsWith("# "))).toHaveLength(1);
  const shape = parts[locale];
  for (const [at, part] of shape.entries()) expect(all.at(at - shape.length)).toMatch(part);
  const blank = text.split("\n").findIndex((line, at) => at > 0 && line.startsWith("#"));
  expect(text.split("\n").slice(1, blank).join("").trim().length).toBeGreaterThan(40);
};

/** Code counts too. */
const wordsOf = (text: string): number => text.trim().split(/\s+/).length;

const shown = (text: string): (readonly [string, number])[] =>
  [...text.matchAll(/^### (?:Модуль|Module) \d+\. (.*) — (\d+) (?:ч|h)$/gmu)].map((match) => [
    (match[1] ?? "").replace(/\\(.)/g, "$1"),
    Number(match[2]),
  ]);

describe.each(courses)("the written course in %s: %s", (...course) => {
  const [locale, subject, wish] = course;
  const modules = [1, 2, 3, 4].map((number) => moduleOf(course, number));

  it("is offered whole to a wish that names no time and no level", async () => {
    const about = track({ title: wish, skillArea: wish, status: "planning" });
    const text = await ask(Welcome.messages({ track: about, locale }), Welcome.settings);
    expect(shown(text)).toEqual(modules.map(({ title }) => [title, 3]));
    expect(text).toContain(locale === "ru" ? "предлагаю 12 часов" : "12 hours");

    const timed = { ...about, hours: 20 };
    const other = shown(await ask(Welcome.messages({ track: timed, locale }), Welcome.settings));
    expect(other.reduce((sum, [, hours]) => sum + hours, 0)).toBe(20);
    const harder = { ...about, level: "advanced" } as const;
    const advanced = await ask(Welcome.messages({ track: harder, locale }), Welcome.settings);
    expect(shown(advanced).map(([title]) => title)).not.toEqual(modules.map(({ title }) => title));
  });

  it("has lessons of the right shape and length, each with one more example and a practice", () => {
    expect(isWrittenCourse(subject, locale)).toBe(true);
    for (const { title } of modules) {
      const written = writtenModule(title);
      expect(written?.lessons).toHaveLength(2);
      expect(headings(written?.practice ?? "")).toHaveLength(1);
      expect(headings(written?.project ?? "")).toHaveLength(1);
      for (const lesson of written?.lessons ?? []) {
        expectLesson(lesson.text, locale);
        expect(wordsOf(lesson.text), lesson.title).toBeGreaterThanOrEqual(700);
        expect(wordsOf(lesson.text), lesson.title).toBeLessThanOrEqual(1_000);
        expect(headings(lesson.example)).toEqual([expect.stringMatching(parts[locale][0])]);
        expect(lesson.topics).toHaveLength(2);
      }
    }
  });

  it("is split into its two lessons, whatever hours the module has", async () => {
    for (const module of modules) {
      const { lessons, practice, project } = await outlineOf({ ...module, hours: 5 }, locale);
      expect(lessons.map((one) => one.objective_numbers)).toEqual([
        [1, 2],
        [3, 4],
      ]);
      expect(lessons.map((one) => one.title)).toEqual(
        writtenModule(module.title)?.lessons.map((one) => one.title),
      );
      for (const { minutes } of lessons) expect(minutes).toBeGreaterThan(17);
      for (const { minutes } of lessons) expect(minutes).toBeLessThan(24);
      expect(practice.instructions).not.toMatch(/^# /);
      expect(practice.minutes).toBe(60);
      expect(project === null).toBe(module.number !== 4);
    }
  });

  it("keeps objectives of the learner's own, and the lessons that exist already", async () => {
    const [module] = modules;
    if (module === undefined) throw new Error("no module");
    const [one = "", , three = "", four = ""] = module.objectives;
    const lessons = writtenModule(module.title)?.lessons.map((lesson) => lesson.title) ?? [];
    const objectives = ["Мой вопрос / my question", four, one, three];
    const outline = await outlineOf({ ...module, objectives, lessons }, locale);
    expect(outline.lessons.map((lesson) => lesson.objective_numbers)).toEqual([[3], [1, 2, 4]]);
    expect(outline.lessons.map((lesson) => lesson.previous_title)).toEqual(lessons);
    const only = await outlineOf({ ...module, objectives: [three] }, locale);
    expect(only.lessons.map((lesson) => lesson.title)).toEqual(lessons.slice(1));
  });

  it("gives each lesson as it is written, and with its other example", async () => {
    for (const module of modules) {
      const outline = await outlineOf(module, locale);
      for (const [at, { title, minutes, objective_numbers }] of outline.lessons.entries()) {
        const objectives = objective_numbers.map((one) => module.objectives[one - 1] ?? "");
        const lesson = { number: at + 1, title, minutes, objectives };
        const written = writtenLesson(lesson, module.title);
        expect(await lessonOf(locale, module, lesson)).toBe(written?.text);
        const renamed = { ...lesson, title: "?" };
        expect(await lessonOf(locale, module, renamed)).toBe(written?.text);
        const other = await lessonOf(locale, module, lesson, "example");
        expectLesson(other, locale);
        expect(other).toContain(written?.example);
        expect(other).not.toBe(written?.text);
      }
    }
  });

  it("says openly that it has one text, and what the text does not teach", async () => {
    const [module] = modules;
    const [lesson] = writtenModule(module?.title ?? "")?.lessons ?? [];
    if (module === undefined || lesson === undefined) throw new Error("no lesson");
    const asked = { number: 1, title: lesson.title, minutes: 20, objectives: lesson.topics };
    for (const how of ["simpler", "deeper"] as const) {
      const text = await lessonOf(locale, module, asked, how);
      expectLesson(text, locale);
      expect(text.split("\n")[2]).toMatch(/demo mentor|демонстрационного наставника/);
    }
    const more = { ...asked, objectives: [...asked.objectives, "Regex"] };
    expect((await lessonOf(locale, module, more)).split("\n")[2]).toContain("Regex");
  });
});

describe.each(locales)("a module that nobody wrote out, in %s", (locale) => {
  const text = fc.string({ unit: "binary", minLength: 1, maxLength: 80 });
  const objective = fc.oneof(text, fc.constantFrom("Loops", "loops", "циклы", "{s} $& `x`"));
  const whole = (one: string): boolean => one.trim() !== "";

  it("is split so that the product can store it, whatever it says", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          title: fc.oneof(text, fc.constantFrom("Группировка и соединение таблиц")).filter(whole),
          hours: fc.integer({ min: 1, max: 500 }),
          objectives: fc.array(objective.filter(whole), { minLength: 1, maxLength: 12 }),
          lessons: fc.array(text, { maxLength: 6 }),
          isLast: fc.boolean(),
        }),
        async (given) => {
          const module = { number: 1, description: "", ...given };
          const { lessons, project } = await outlineOf(module, locale);
          expect(lessons.length).toBeLessThanOrEqual(Outline.lessonsFor(module.hours) + 1);
          expect(project === null).toBe(!module.isLast);
        },
      ),
      { numRuns: 60 },
    );
  });

  const module: StudyModule = {
    number: 2,
    title: "Strings and bows",
    description: "",
    hours: 5,
    objectives: ["Hold the bow", "Tune *by ear*", "Play slowly", "Read notes", "Keep time"],
    lessons: ["Holding the bow", "Hold the bow; tune by ear"],
    isLast: true,
  };

  it("has a lesson for 75 minutes, objectives in order, and tasks of its own", async () => {
    const { lessons, practice, project } = await outlineOf(module, locale);
    expect(lessons.map((one) => one.objective_numbers)).toEqual([[1], [2, 3], [4], [5]]);
    expect(lessons[0]?.title).toBe("Hold the bow");
    expect(lessons[0]?.previous_title).toBe("Holding the bow");
    expect(practice.instructions).toContain("- Play slowly");
    expect(project?.title).toMatch(locale === "ru" ? /проект/ : /project/);
    const minutes = lessons.reduce((sum, one) => sum + one.minutes, practice.minutes);
    expect(minutes).toBeLessThanOrEqual(300);
  });

  it("has short lessons that say what they are and how to get real ones", async () => {
    const lesson = { number: 1, title: "Hold the *bow*", minutes: 45, objectives: ["Tune"] };
    for (const how of ["first", "simpler", "deeper", "example"] as const) {
      const answer = await lessonOf(locale, module, lesson, how);
      expectLesson(answer, locale);
      expect(answer).toMatch(/AI settings|Настройки ИИ/);
    }
    const words = wordsOf(await lessonOf(locale, module, lesson));
    expect(words).toBeLessThanOrEqual(400);
    expect(words).toBeGreaterThanOrEqual(250);
  });

  it("also guides through a lesson apart from any module, and goes on where it was cut", async () => {
    const asked = Lesson.freeMessages({ title: "Knots", context: "a boat", kind: "", locale });
    const answer = await ask(asked, Lesson.settings);
    expectLesson(answer, locale);
    expect(answer).toMatch(/^# Knots$/m);
    const rest = await ask(Continue.messages(asked, answer.slice(0, 300), locale), Lesson.settings);
    expect(rest).toBe(answer.slice(300));
  });
});

const words = {
  en: {
    explain: "Explain dictionaries, please",
    wholeLesson: "I don't understand",
    topic: /key/,
    example: "Could you give me another example?",
    use: "How do I use this?",
    check: "check me",
    wrong: "No, because it is installed in one environment and the notebook may run in another",
    judge: /cannot judge/,
    hint: "I am stuck",
    answer: "Is the answer 5?",
    demand: "Show me the solution!",
    thanks: "thanks!",
    plan: "add a module on testing",
    nonsense: "colourless green ideas sleep furiously",
    unknown: /did not understand/,
    noLesson: /Open a lesson/,
    noPlan: /planning chat/,
  },
  ru: {
    explain: "Объясните, пожалуйста, словарь",
    wholeLesson: "Я не понимаю",
    topic: /ключ/,
    example: "Приведите ещё пример",
    use: "Как это применить?",
    check: "проверь меня",
    wrong: "Нет, потому что библиотека стоит в одном окружении, а блокнот запущен в другом",
    judge: /оценить ответ не могу/,
    hint: "Я застрял",
    answer: "ответ 5?",
    demand: "Покажи решение!",
    thanks: "спасибо!",
    plan: "добавь модуль про тестирование",
    nonsense: "абракадабра шмуртиле",
    unknown: /не понял/,
    noLesson: /Откройте урок/,
    noPlan: /план/,
  },
} as const;

describe.each(locales)("the study chat in %s", (locale) => {
  const course = courses.find(([one]) => one === locale) ?? courses[0];
  const module = moduleOf(course, 1);
  const written = writtenModule(module.title)?.lessons[0];
  if (written === undefined) throw new Error("no lesson");
  const { title, text, topics } = written;
  const say = words[locale];
  const section = (name: RegExp): string =>
    text
      .split(/^(?=##+ )/m)
      .find((one) => name.test(one.split("\n")[0] ?? ""))
      ?.replace(/^#.*\n/, "")
      .trim() ?? "";

  const chat = (hints: number | null = null, open = text) => {
    const history: HistoryItem[] = [];
    return async (content: string): Promise<string> => {
      history.push({ sender: "user", content });
      const lesson = { number: 1, title, minutes: 20, objectives: topics, text: open, hints };
      const about = { track: track(), module, history, locale };
      const answer = await ask(Study.messages({ ...about, lesson }), Study.settings);
      history.push({ sender: "ai", content: answer });
      return answer;
    };
  };

  it("explains with the section that the question or a selected passage is about", async () => {
    const said = chat();
    expect(await said(say.explain)).toMatch(say.topic);
    const passage = section(parts[locale][2]).split("\n")[0] ?? "";
    const quoted = passage.replaceAll(/[*`]|^- /g, "").slice(0, 60);
    expect(await said(`> ${quoted}\n\n?`)).toContain(passage);
    expect(await said(say.wholeLesson)).toContain(section(parts[locale][3]));
  });

  it("gives the other example, then the one of the lesson, and says when there are no more", async () => {
    const said = chat();
    const other = written.example.replace(/^#.*\n/, "").trim();
    expect(await said(say.example)).toContain(other);
    expect(await said(say.example)).toContain(section(parts[locale][0]));
    expect(await said(say.example)).toMatch(/AI settings|настройках ИИ/);
  });

  it("says where to use it: in the exercise and the practice", async () => {
    const answer = await chat()(say.use);
    expect(answer).toContain(section(parts[locale][4]));
    expect(answer).not.toContain(section(parts[locale][8]));
    expect(answer).toContain(writtenModule(module.title)?.practice.split("\n").at(-1));
  });

  it("checks with one question after another, and judges no answer but shows what to compare with", async () => {
    const said = chat();
    const mistake = section(parts[locale][2]).split("\n")[0] ?? "";
    const claim = /\*\*(.+?)\*\*/.exec(mistake)?.[1] ?? "?";
    expect(await said(say.check)).toContain(claim);
    const answer = await said(say.wrong);
    expect(answer).toMatch(say.judge);
    expect(answer).toContain(mistake);
    const asked = new Set<string>();
    for (let times = 0; times < 4; times += 1) asked.add(await said(say.check));
    expect(asked.size).toBe(4);
    expect([...asked].join("\n")).not.toContain(claim);
  });

  it("gives the hints one by one during an exercise, and the solution after them or on demand", async () => {
    const said = chat(1);
    const [second, third, solution] = [6, 7, 8].map((at) => section(parts[locale][at] ?? /$^/));
    expect(await said(say.nonsense)).toContain(second);
    expect(await said(say.answer)).toContain(third);
    expect(await said(say.hint)).not.toContain(solution);
    expect(await said(say.answer)).toContain(solution);
    expect(await chat(0)(say.demand)).toContain(solution);
    expect(await chat(3)(say.answer)).toContain(solution);
  });

  it("says plainly what it does not understand or cannot do here", async () => {
    const said = chat();
    expect(await said(say.nonsense)).toMatch(say.unknown);
    expect(await said(say.plan)).toMatch(say.noPlan);
    expect((await said(say.thanks)).length).toBeLessThan(120);
    const none = { track: track(), module, lesson: null, locale };
    const history = [{ sender: "user", content: say.explain }] as const;
    expect(await ask(Study.messages({ ...none, history }), Study.settings)).toMatch(say.noLesson);
  });

  it("holds to its length beside the longest lesson, and survives any text and any message", async () => {
    const long = `# A\n\n## Worked example: b\n\n${"слово word\n\n".repeat(3_000)}`;
    expect((await chat(null, long)(say.example)).length).toBeGreaterThan(500);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.oneof(fc.constant(text), fc.string({ unit: "binary", minLength: 1 })),
        fc.constantFrom(null, 0, 2, 3),
        async (message, open, hints) => {
          const answer = await chat(hints, open)(`${message} ?`);
          expect(answer.trim().length).toBeGreaterThan(10);
        },
      ),
      { numRuns: 40 },
    );
  });
});
