import type { lesson as English } from "../en/lesson.ts";

/** What a lesson's text says around what the mentor wrote, in Russian. A key that English has and this lacks fails the types. */
export const lesson: typeof English = {
  hint: (number) => `Подсказка ${String(number)}`,
  showHint: (number) => `Показать подсказку ${String(number)}`,
  hintShown: (number, count) => `Подсказка ${String(number)} из ${String(count)}`,
  solution: "Решение",
  solutionOf: (exercise) => `Решение: ${exercise}`,
  showSolution: "Показать решение",
  solutionShown: "Решение показано",
  noSolution: "В этом тексте нет решения упражнения.",
  askMentor: "Спросить наставника",
  ask: "Спросить об этом",
  askSection: (title) => `Спросить о разделе «${title}»`,
  copyLesson: "Скопировать урок в Markdown",

  copy: "Скопировать",
  table: "Таблица",
  code: "Код",
  formula: "Формула",
  done: "Сделано",
  open: "Не сделано",
};
