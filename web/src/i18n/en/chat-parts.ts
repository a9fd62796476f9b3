// What the parts of a chat say that are loaded after it (plan, finalised modules, notes, names), in English: the shape of the other one.
import type { CourseModule } from "@ai-learning/protocol/track";
import { en } from "../plural.ts";
import { answerNotes } from "./answer-notes.ts";

const number = new Intl.NumberFormat("en");
const hours = (n: number): string => `${number.format(n)} h`;
const modules = (n: number): string => en(n, "module", "modules");

const progress: Record<Exclude<CourseModule["status"], "not_started">, string> = {
  in_progress: "stays in progress",
  completed: "stays completed",
  paused: "stays paused",
};

export const chatParts = {
  allowance: {
    label: "Today's allowance",
    left: (percent: string, time: string) =>
      `${percent} of today's allowance left. It renews at ${time}.`,
    tooLittle: (percent: string, time: string) =>
      `${percent} of today's allowance left: not enough for an answer. It renews at ${time}.`,
    usedUp: (time: string) => `Today's allowance is used up. It renews at ${time}.`,
  },
  answerNotes,

  title: "Plan",
  hours,
  button: (count: number, sum: number | null) =>
    ["Plan", modules(count), ...(sum === null ? [] : [hours(sum)])].join(" · "),
  emptyButton: "Plan · not written yet",
  planned: "Planned",
  wished: "You asked for",
  modules: "Modules",
  writing: "Being written…",
  notComplete:
    "This plan can't be used word for word. When you finalise, the mentor makes the modules from your conversation. You don't have to do anything.",
  emptyTitle: "No plan yet",
  emptyText: "Once the mentor writes a plan, its modules appear here.",
  older: "The plan is further up. Show earlier messages in the chat to see it here.",
  aside: "The plan is in the planning chat.",
  topics: (n: number) => en(n, "topic", "topics"),
  about: "About the module",
  untitled: "Untitled module",
  take: {
    button: "Download",
    menu: "Download or print",
    markdown: "Download as Markdown",
    print: "Print",
    plan: "Plan as Markdown",
  },
  marks: {
    added: "New",
    moved: (from: number) => `Moved, was ${from}`,
    renamed: (before: string) => `Was “${before}”`,
    hours: (before: number | null) =>
      before === null ? "Hours were not set" : `Was ${hours(before)}`,
  },
  removed: "Removed",
  announced: (count: number, sum: number) => `Plan: ${modules(count)}, ${en(sum, "hour", "hours")}`,

  edit: {
    open: "Edit",
    title: "Edit the plan",
    button: "Plan · changes not saved",
    changed: "You changed the plan",
    show: "Show the plan",
    course: "Course title",
    module: (n: number) => `Module ${String(n)}`,
    titleOf: (n: number) => `Title of module ${String(n)}`,
    hoursOf: (n: number) => `Hours of module ${String(n)}`,
    moduleTitle: "Module title",
    hour: "h",
    details: "Summary and topics",
    summary: "Summary",
    topics: "Topics, one per line",
    drag: "Drag to move",
    up: (module: string) => `${module}: move up`,
    down: (module: string) => `${module}: move down`,
    remove: (module: string) => `${module}: delete`,
    place: (place: number, count: number) => `Module ${String(place)} of ${String(count)}`,
    removed: (title: string) => (title.trim() === "" ? "Module deleted" : `“${title}” deleted`),
    putBack: "Put it back",
    add: "Add a module",
    blocked: "The mentor is answering. You can save as soon as the answer is over.",
    outdated: "The plan changed while you were editing. Your changes are still here.",
    look: "Look at the new plan",
    back: "Back to my changes",
    over: "Save mine over it",
    notSaved: "Not saved. Your changes are still here.",
    ask: "Discard your changes?",
    stay: "Keep editing",
    discard: "Discard",
    faults: {
      empty: "Enter a title",
      html: "Use plain text without HTML tags",
      hours: (max: number) => `Enter whole hours, from 1 to ${String(max)}`,
      long: (max: number) => `Use at most ${en(max, "character", "characters")}`,
      topics: (max: number) => `Use at most ${en(max, "topic", "topics")}`,
      topic: (max: number) => `Use at most ${en(max, "character", "characters")} per topic`,
      none: "Add at least one module",
      many: (max: number) => `Use at most ${modules(max)}`,
    },
  },

  newChatText: "A separate conversation beside the plan, for questions and ideas.",
  name: "Chat name",
  create: "Create",
  missingName: "Enter a name for the chat",
  tooLong: (max: number) => `Use at most ${en(max, "character", "characters")}`,
  finalized: "The course is ready",
  made: (modules: number, hours: number) =>
    `${en(modules, "module", "modules")}, ${en(hours, "hour", "hours")}`,
  seeModules: "View modules",
  startFirst: "Start the first lesson",
  lesson: {
    kind: "Lesson",
    open: "Open the lesson",
    states: {
      pending: "Waiting to be written",
      generating: "Being written",
      complete: "Ready",
      truncated: "Cut off",
      stopped: "Stopped",
      failed: "Not written",
    },
  },

  confirm: {
    title: "Update the course?",
    text: "The course follows this plan from now on.",
    general:
      "The mentor makes the modules from your conversation. Modules that stay keep their progress; modules that are no longer in the plan are archived together with theirs. New ones start from the beginning.",
    kept: "Kept",
    renamed: "Renamed",
    restored: "Brought back",
    added: "Added",
    archived: "Archived",
    archivedText: "They leave the course. Their progress is kept with them.",
    was: (before: string) => `was “${before}”`,
    progress,
    action: "Update",
  },
};
