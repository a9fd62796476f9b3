import { en } from "../plural.ts";

/** Tracks: the list, a new one, one of them. */
export const tracks = {
  title: "My tracks",
  count: (n: number) => en(n, "track", "tracks"),
  modules: (n: number) => en(n, "module", "modules"),
  hours: (n: number) => en(n, "hour", "hours"),
  hoursAsked: (n: number, asked: number) =>
    `${en(n, "hour", "hours")} (you asked for ${String(asked)})`,
  noModules: "No modules yet",
  changed: (when: string) => `Changed ${when}`,
  progress: "Progress",
  progressOf: (percent: string) => `${percent} done`,
  level: "Level",
  levels: { beginner: "Beginner", intermediate: "Intermediate", advanced: "Advanced" },
  status: "Status",
  statuses: { planning: "Planning", active: "Active", completed: "Completed", paused: "Paused" },
  moduleStatuses: {
    not_started: "Not started",
    in_progress: "In progress",
    completed: "Completed",
    paused: "Paused",
  },
  empty: {
    title: "No tracks yet",
    text: "A track is one thing you want to learn: the plan, the talk about it, and the modules made of it.",
    action: "Start the first one",
  },
  one: "Track",
  loadFailed: "Your tracks could not be loaded",
  trackFailed: "This track could not be loaded",
  notYours: {
    title: "No such track here",
    text: "It was deleted, or it belongs to somebody else. Tracks are shown only to whoever made them.",
  },
  delete: "Delete",
  deleteOne: (title: string) => `Delete "${title}"`,
  deleted: (title: string) => `"${title}" is deleted`,
  restored: (title: string) => `"${title}" is back`,
  deleteFailed: (title: string) => `"${title}" could not be deleted`,
  more: "More",
  open: "Open",
  form: {
    title: "New track",
    lead: "A title is enough. The rest helps the mentor to plan for you.",
    name: "What do you want to learn?",
    namePlaceholder: "Python for data analysis",
    description: "What is it about?",
    descriptionHint: "Topics you have in mind, where you start from.",
    level: "Your level",
    hours: "Hours to spend",
    hoursHint: (max: number) => `From 1 to ${max}.`,
    hoursPreset: (hours: string) => `Set ${hours}`,
    expectations: "What do you expect?",
    expectationsHint: "What you want to be able to do at the end.",
    expectationsPlaceholder: "Read CSV files, draw charts, explain them to colleagues",
    submit: "Get my plan",
    submitting: "Starting…",
    wrongHours: (max: number) => `A whole number of hours from 1 to ${max}`,
    tooLong: (max: number) => `At most ${en(max, "character", "characters")}`,
    missing: "Write what you want to learn",
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
  overview: {
    openChat: "Open the planning chat",
    modulesTitle: "Modules",
    expectations: "What you expect",
    about: "About",
    goals: "Goals",
    edit: "Edit",
    editTitle: "Edit the track",
    saved: "Saved",
    noModulesTitle: "The plan is still being discussed",
    noModulesText: "Modules appear here once you turn the plan into them in the planning chat.",
    noExpectations: "Nothing written yet",
    back: "All tracks",
  },
};

export interface Idea {
  readonly title: string;
  readonly description: string;
  readonly level: "beginner" | "intermediate" | "advanced";
  readonly hours: number;
  readonly expectations: string;
}
