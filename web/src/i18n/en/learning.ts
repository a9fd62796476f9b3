// The pages that teach (today, a module, a lesson and its study chat), in English: the shape of the other one.
import { en } from "../plural.ts";

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** "25 min", "1 h", "1 h 10 min". */
function time(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${String(rest)} min`;
  return rest === 0 ? `${String(hours)} h` : `${String(hours)} h ${String(rest)} min`;
}

export const learning = {
  time,
  hoursDone: (done: number, all: number) => `${number.format(done)} of ${number.format(all)} h`,
  progress: "Progress",
  /** Said after the bar. */
  progressOf: (percent: string, hours: string) => `${percent} · ${hours}`,
  lessonsDone: (done: number, all: number) =>
    `${number.format(done)} of ${en(all, "lesson", "lessons")} done`,
  start: "Start",
  continue: "Continue",
  moduleOf: (number: number) => `Module ${String(number)}`,

  today: {
    title: "Today",
    next: "Next up",
    startTrack: "Start learning",
    tracks: "Your tracks",
    planning: "The plan is still being discussed",
    openPlan: "Open the planning chat",
    finished: "Everything is done",
    thisWeek: (n: number) => `${en(n, "lesson", "lessons")} done this week`,
    emptyTitle: "Nothing to learn yet",
    emptyText: "Say what you want to learn. The mentor makes a plan and writes your lessons.",
    emptyAction: "Start your first track",
    failed: "Today could not be loaded",
    allTracks: "All tracks",
  },

  module: {
    loadFailed: "This module could not be loaded",
    missingTitle: "Module not found",
    missingText: "It was deleted, or it belongs to someone else.",
    toTrack: "Go to the track",
    objectives: "What you will learn",
    noObjectives: "This module has no objectives yet.",
    taughtIn: (numbers: readonly number[]) =>
      `${numbers.length === 1 ? "Lesson" : "Lessons"} ${numbers.join(", ")}`,
    notTaught: "No lesson yet",
    lessons: "Lessons",
    noLessons:
      "The lessons are planned when you start. That takes a few seconds, then the first one opens.",
    states: {
      none: "Not started",
      writing: "Being written",
      ready: "Ready",
      stopped: "Unfinished",
      failed: "Not written",
      done: "Done",
    },
    practice: "Practice",
    project: "Project",
    sum: (lessons: string, practice: string, all: string) =>
      `Lessons ${lessons} + practice ${practice} = ${all}`,
    done: "Done",
    notes: "Your notes",
    notesHint: "Only you see them. They are saved as you type.",
    notesOver: (n: number) => `${en(n, "character", "characters")} too many`,
    saving: "Saving…",
    saved: "Saved",
    notSaved: "Not saved yet. Your notes are kept on this device.",
    complete: "Mark the module as complete",
    reopen: "Reopen the module",
    completed: "The module is complete",
    reopened: "The module is open again",
    planning: "Planning the lessons of this module…",
    planned: "The lessons are planned",
    opening: "Opening the first lesson…",
    planFailed: "The lessons could not be planned",
    more: "New objectives have no lesson yet.",
    planMore: "Plan the missing lessons",
    archivedTitle: "This module is archived",
    archived:
      "It left the plan, so you can read it but not change it. To go on with it, bring it back from “Earlier plans” on the track's page.",
    archivedLesson:
      "Newer lessons took this one's place, or its module left the plan. You can read it but not change it.",
    chat: "Study chat",
    previous: "Previous module",
    next: "Next module",
    neighbours: "Other modules",
  },

  lesson: {
    loadFailed: "This lesson could not be loaded",
    missingTitle: "Lesson not found",
    missingText: "It was deleted, or it belongs to someone else.",
    place: (number: number, count: number) =>
      count >= number ? `Lesson ${String(number)} of ${String(count)}` : `Lesson ${String(number)}`,
    goals: "In this lesson",
    writing: "The lesson is being written",
    waiting: "The lesson is about to be written",
    ready: "The lesson is ready",
    stop: "Stop writing",
    stopping: "Stopping…",
    stopped: "You stopped this lesson before its end.",
    cut: "This lesson was cut off at its length limit.",
    goOn: "Continue writing",
    failed: "The lesson was not written.",
    notAsked: "This lesson has not been written.",
    restored: "The last try failed. The text so far was kept.",
    change: "Change this lesson",
    simpler: "Simpler",
    deeper: "Deeper",
    example: "Another example",
    version: (n: number) => `Version ${String(n)}`,
    versions: "Versions",
    hows: {
      first: "first text",
      simpler: "simpler",
      deeper: "deeper",
      example: "another example",
    },
    shown: (version: string) => `Now shown: ${version}`,
    finish: "Finished? Mark the lesson as done and go on.",
    markDone: "Mark as done",
    isDone: "This lesson is done",
    done: "Lesson marked as done",
    undone: "Lesson marked as not done",
    notDone: "Mark as not done",
    previous: "Previous",
    next: "Next",
    toModule: "Back to the module",
    neighbours: "Other lessons",
    preparing: "The next lesson is being prepared",
    chat: "Ask the mentor",
  },

  study: {
    title: "Study chat",
    placeholder: "Ask about this lesson",
    placeholderModule: "Ask about this module",
    quote: "Your question is about",
    dropQuote: "Remove the quote",
    ideas: "Quick questions",
    chips: [
      "Explain in more detail",
      "Give an example",
      "How do I use it?",
      "Check me",
    ] as readonly string[],
    loadFailed: "The study chat could not be loaded",
    close: "Close the study chat",
    archived: "The module is archived, so nothing can be added to this conversation.",
  },
};
