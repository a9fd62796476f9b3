import { en } from "../plural.ts";

/** The study calendar. */
export const calendar = {
  title: "Study calendar",
  lead: "Choose when you study, and the hours of your modules become sessions of the coming four weeks.",
  loadFailed: "The calendar could not be loaded",
  when: "When I study",
  days: "Study days",
  noDay: "Choose at least one day.",
  minutes: "Minutes a day",
  wrongMinutes: (min: number, max: number) => `A whole number from ${min} to ${max}.`,
  time: "Start time",
  wrongTime: "Enter a time of day, like 19:00.",
  zone: "Time zone",
  useZone: (zone: string) => `Use this device's: ${zone}`,
  save: "Save and plan",
  saved: "Saved. The sessions below are up to date.",

  sessions: "Coming sessions",
  notSet: "This is what the suggested times would give. Save to keep them, or change them first.",
  fits: (planned: string) => `All that is left fits: ${planned}.`,
  partly: (planned: string, left: string) =>
    `${planned} of the ${left} left fit into four weeks. The rest follows week by week.`,
  hours: (hours: string) => `${hours} h`,
  range: (from: string, to: string) => `${from}–${to}`,
  module: (n: number, title: string) => `Module ${n}. ${title}`,
  part: (n: number) => `part ${n}`,
  all: (n: number) => `Show all ${en(n, "session", "sessions")}`,
  fewer: "Show fewer",
  none: {
    title: "Nothing to plan yet",
    text: "Sessions are made of the modules of your active tracks. Finalise a plan to get modules.",
    action: "My tracks",
  },

  feed: "In my own calendar",
  feedLead:
    "Google Calendar, Apple Calendar and Outlook can subscribe to a private address and keep the sessions up to date.",
  make: "Create a private address",
  remake: "Create a new address",
  revoke: "Revoke the address",
  download: "Download as a file",
  address: "Private address",
  once: "Copy it now: it is shown only once. Anyone who has it can see your sessions.",
  exists: (when: string) => `An address was created on ${when}. A new one replaces it.`,
  copy: "Copy the address",
  made: "The address is ready",
  revoked: "The address was revoked. Calendars that use it get nothing more.",
  feedFailed: "That did not work.",
  google:
    "Google Calendar reads such addresses only every 8 to 24 hours, so changes show there later.",
  file: "A downloaded file does not follow later changes.",
};
