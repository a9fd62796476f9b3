// The planning chat, in English: the shape of the other one.
import { en } from "./plural.ts";

export const chat = {
  title: (chat: string, track: string) => `${chat} · ${track}`,
  primaryName: "Course planning",
  types: {
    planning: "Planning",
    welcome: "Welcome",
    discussion: "Discussion",
    finalization: "Finalisation",
    module_learning: "Module",
  },
  track: (title: string) => `Track: ${title}`,
  id: "Chat id",
  copyId: "Copy the chat id",
  selector: "Chats of this track",
  newChat: "New chat",
  newChatText: "A conversation of its own beside the plan, for questions and ideas.",
  name: "Name of the chat",
  create: "Create",
  rename: "Rename the chat",
  missingName: "Give the chat a name",
  tooLong: (max: number) => `At most ${en(max, "character", "characters")}`,

  model: "Model",
  demo: "This is the built-in demo mentor. For a real model, set DEFAULT_OPENAI_API_KEY in .env and start again.",

  live: {
    connecting: "Connecting…",
    open: "Live",
    blocked: "Connected, answers come in parts",
    offline: "No connection. Trying again…",
    refused: "Signed out",
  },
  offlineText: "You can go on writing: messages are sent as soon as the connection is back.",
  refusedText: "You are signed out here. What you wrote is kept; sign in to send it.",

  transcript: "Messages",
  you: "You",
  mentor: "Mentor",
  older: "Earlier messages",
  loadingOlder: "Loading earlier messages…",
  loading: "Loading the conversation…",
  jump: "To the latest",

  waiting: "Waiting for the connection",
  sending: "Sending…",
  accepted: "Received",
  queued: "Waits for its turn",
  answering: "The mentor is answering",
  answered: "The answer is ready",
  making: "The mentor is turning the plan into modules",
  stopped: "Stopped",
  failed: "No answer",
  notSent: "Not sent",
  moreAllowance: "Register to go on today",
  again: "Send again",
  remove: "Remove",
  tokens: (n: number) => en(n, "token", "tokens"),
  copyAnswer: "Copy the answer",

  message: "Message to the mentor",
  placeholder: "What should be changed?",
  placeholderAside: "Ask anything about the track",
  send: "Send",
  hint: "Enter sends, Shift+Enter starts a new line",
  touchHint: "Enter starts a new line",
  left: (n: number) => `${en(n, "character", "characters")} left`,
  over: (n: number) => `${en(n, "character", "characters")} too many`,

  finalize: "Finalise plan",
  finalizing: "Making modules…",
  finalized: "The course is ready",
  made: (modules: number, hours: number) =>
    `${en(modules, "module", "modules")}, ${en(hours, "hour", "hours")}`,
  seeModules: "Open the modules",

  emptyTitle: "There is no plan yet",
  emptyText:
    "The mentor makes a first plan of what you want to learn. Then you change it together.",
  askPlan: "Ask for a plan",
  newTitle: "A new conversation",
  newText: "Ask anything about this track. The plan stays in its own chat.",
  missingTitle: "No such chat here",
  missingText: "It was deleted, or the link is mistyped.",
  toMain: "To the planning chat",
  restoreFailed: "The conversation could not be loaded",

  copy: "Copy",
  table: "Table",
  code: "Code",
  done: "Done",
  open: "Not done",
};

export type ChatWords = typeof chat;
