/** What a lesson's text says around what the mentor wrote, in English: the shape of the other one. */
export const lesson = {
  hint: (number: number) => `Hint ${String(number)}`,
  showHint: (number: number) => `Show hint ${String(number)}`,
  hintShown: (number: number, count: number) => `Hint ${String(number)} of ${String(count)}`,
  solution: "Solution",
  solutionOf: (exercise: string) => `Solution: ${exercise}`,
  showSolution: "Show solution",
  solutionShown: "The solution is shown",
  noSolution: "This text has no solution to the exercise.",
  askMentor: "Ask the mentor",
  ask: "Ask about this",
  askSection: (title: string) => `Ask about the section “${title}”`,
  copyLesson: "Copy the lesson as Markdown",

  copy: "Copy",
  table: "Table",
  code: "Code",
  formula: "Formula",
  done: "Done",
  open: "Not done",
};
