import { en } from "../plural.ts";

/** The list of tracks, a new one, one of them. */
export const trackPages = {
  count: (n: number) => en(n, "track", "tracks"),
  modules: (n: number) => en(n, "module", "modules"),
  hoursAsked: (n: number, asked: number) =>
    `${en(n, "hour", "hours")} (you asked for ${String(asked)})`,
  noModules: "No modules yet",
  updated: (when: string) => `Updated ${when}`,
  progress: "Progress",
  progressOf: (percent: string) => `${percent} complete`,
  statuses: { planning: "Planning", active: "Active", completed: "Completed", paused: "Paused" },
  moduleStatuses: {
    not_started: "Not started",
    in_progress: "In progress",
    completed: "Completed",
    paused: "Paused",
  },
  empty: {
    title: "No tracks yet",
    text: "A track is one thing you want to learn: its plan, the chat about it and the modules made from it.",
    action: "Start your first track",
  },
  one: "Track",
  loadFailed: "Your tracks could not be loaded",
  delete: "Delete",
  deleted: (title: string) => `"${title}" was deleted`,
  restored: (title: string) => `"${title}" was restored`,
  deleteFailed: (title: string) => `"${title}" could not be deleted`,
  deleteOne: (title: string) => `Delete "${title}"`,
  form: {
    title: "New track",
    lead: "A title is enough. The rest helps the mentor tailor the plan to you.",
    name: "What do you want to learn?",
    namePlaceholder: "Python for data analysis",
    description: "What should it cover?",
    descriptionHint: "Topics you have in mind and where you are starting from.",
    hoursHint: (max: number) => `From 1 to ${max}.`,
    expectations: "Your expectations",
    expectationsHint: "What you want to be able to do by the end.",
    expectationsPlaceholder: "Read CSV files, draw charts, explain them to colleagues",
    submit: "Get my plan",
    submitting: "Starting…",
    ideas: "Ideas",
  },
  ideas: [
    {
      title: "Python for data analysis",
      description: "Tables, charts and a little statistics",
      level: "beginner",
      hours: 40,
      expectations: "Read CSV files, draw charts, explain them to colleagues",
    },
    {
      title: "English for job interviews",
      description: "Speaking about experience, small talk, typical questions",
      level: "intermediate",
      hours: 20,
      expectations: "Answer the usual questions without a script",
    },
    {
      title: "Drawing people from life",
      description: "Proportions, line, quick sketches",
      level: "beginner",
      hours: 30,
      expectations: "Sketch a sitting person in ten minutes",
    },
  ] as readonly Idea[],
  take: {
    button: "Download",
    menu: "Download or print",
    markdown: "Download as Markdown",
    print: "Print",
    calendar: "Plan my study time",
  },
  overview: {
    openChat: "Open the planning chat",
    changePlan: "Change the plan",
    modulesTitle: "Modules",
    expectations: "Your expectations",
    about: "About",
    objectives: "Objectives",
    edit: "Edit",
    editTitle: "Edit the track",
    saved: "Saved",
    noModulesTitle: "The plan is still being discussed",
    noModulesText: "Modules appear here once you finalise the plan in the planning chat.",
    noExpectations: "No expectations added",
    back: "All tracks",
  },
  plans: {
    title: "Earlier plans",
    sources: {
      model: "Made by the mentor",
      plan: "Made from the plan",
      undo: "Undone",
      restore: "Module brought back",
    },
    now: "Current",
    size: (count: number, hours: number) =>
      `${en(count, "module", "modules")}, ${en(hours, "hour", "hours")}`,
    undo: "Undo the last change",
    failed: "Earlier plans could not be loaded.",
    ask: {
      title: "Undo the last change of the plan?",
      text: "The modules from before it are the course again, each with its progress.",
      kept: "Kept",
      renamed: "Renamed",
      restored: "Brought back",
      added: "Added",
      archived: "Archived",
      archivedText: "They leave the course. Their progress is kept with them.",
      was: (before: string) => `was “${before}”`,
      progress: {
        in_progress: "stays in progress",
        completed: "stays completed",
        paused: "stays paused",
      },
      untitled: "Untitled module",
      action: "Undo",
    },
    undone: "The last change of the plan was undone",
    archived: "Archived modules",
    archivedText: "They are no longer in the plan. Their progress is kept with them.",
    read: "Read what is in it",
    bring: "Bring back",
    brought: (title: string) => `“${title}” is back, as the last module`,
  },
};

export interface Idea {
  readonly title: string;
  readonly description: string;
  readonly level: "beginner" | "intermediate" | "advanced";
  readonly hours: number;
  readonly expectations: string;
}
