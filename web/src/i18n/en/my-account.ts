// The account's page, in English: the shape of the other one. It comes with the page, not with every page.
import { en } from "../plural.ts";

export const myAccount = {
  title: "My account",
  guestTitle: "Guest account",
  signedIn: (email: string) => `Signed in as ${email}.`,

  allowance: {
    title: "Today's allowance",
    about: "How much the mentor can write for you in a day, counted in tokens: pieces of words.",
    left: (left: string, limit: string) => `${left} of ${limit} tokens left today`,
    reserved: (n: string) => `${n} tokens are reserved for an answer in progress.`,
    renews: (when: string) => `Renews on ${when}, your time.`,
    more: "An account has a larger allowance than a guest.",
    failed: "The allowance could not be loaded",
  },

  profile: {
    title: "Profile",
    mentorLanguage: "Mentor language",
    mentorHint:
      "The mentor answers in the language you write in. This one is used when a message does not show which.",
    save: "Save profile",
    saved: "Saved",
  },

  password: {
    title: "Password",
    lead: "Changing it signs you out on every other device. You stay signed in here.",
    current: "Current password",
    next: "New password",
    save: "Change password",
    saved: "Password changed. Other devices were signed out.",
    wrong: "This is not your current password.",
  },

  everywhere: {
    title: "Devices",
    lead: "Signs you out on every device, including this one. Nothing is deleted.",
    action: "Sign out everywhere",
    failed: "Could not sign you out everywhere.",
  },

  data: {
    title: "My data",
    lead: "Everything stored about you in one JSON file: tracks, chats, messages, modules and usage.",
    action: "Download my data",
    collecting: (n: number) => `Collected so far: ${en(n, "record", "records")}`,
    done: (n: number) => `Downloaded: ${en(n, "record", "records")}.`,
    failed: "Your data could not be collected.",
  },

  remove: {
    title: "Delete",
    lead: "Deletes your account and everything you have made here. This cannot be undone.",
    guestLead: "Deletes everything you have made here as a guest. This cannot be undone.",
    action: "Delete my account",
    guestAction: "Delete everything",
    question: "Delete your account?",
    guestQuestion: "Delete everything?",
    what: "Deleted at once and permanently, on every device:",
    goes: [
      "your tracks with their plans, chats and modules",
      "every message you wrote and every answer",
      "your settings, including the API key of your own model",
    ],
    account: "your sign-in; the email address can be used again",
    first: "To keep a copy, download your data first.",
    password: "Confirm with your password",
    wrong: "This is not your password.",
    confirm: "Delete permanently",
    done: "Everything was deleted",
  },
};
