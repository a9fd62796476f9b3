// The account's page, in English: the shape of the other one. It comes with the page, not with every page.
import { en } from "../plural.ts";

export const myAccount = {
  title: "My account",
  guestTitle: "My work as a guest",
  signedIn: (email: string) => `Signed in as ${email}.`,

  allowance: {
    title: "Today's allowance",
    about: "What the mentor may write for you in a day, counted in tokens: pieces of words.",
    left: (left: string, limit: string) => `${left} of ${limit} tokens left today`,
    held: (n: string) => `${n} are held back for an answer that is being written.`,
    renews: (when: string) => `Renewed ${when}, by your clock.`,
    more: "An account has a larger allowance than a guest.",
    failed: "The allowance could not be loaded",
  },

  profile: {
    title: "Profile",
    mentorLanguage: "The mentor's language",
    mentorHint:
      "The mentor answers in the language you write in. This one counts where that does not show.",
    save: "Save the profile",
    saved: "Saved",
  },

  password: {
    title: "Password",
    lead: "Every other device is signed out. This one stays.",
    current: "Current password",
    next: "New password",
    save: "Change the password",
    saved: "The password is changed. Other devices are signed out.",
    wrong: "This is not your current password.",
  },

  everywhere: {
    title: "Devices",
    lead: "Ends every sign-in, this one too. Nothing is deleted.",
    action: "Sign out everywhere",
    failed: "You could not be signed out everywhere.",
  },

  data: {
    title: "My data",
    lead: "Everything stored about you in one JSON file: tracks, chats, messages, modules and use.",
    action: "Download my data",
    collecting: (n: number) => `Collected so far: ${en(n, "row", "rows")}`,
    done: (n: number) => `Downloaded: ${en(n, "row", "rows")}.`,
    failed: "The data could not be collected.",
  },

  remove: {
    title: "Delete",
    lead: "Deletes you and everything you have made here. It cannot be undone.",
    guestLead: "Deletes everything you have made here as a guest. It cannot be undone.",
    action: "Delete my account",
    guestAction: "Delete everything",
    question: "Delete your account?",
    guestQuestion: "Delete everything?",
    what: "Gone at once and for good, on every device:",
    goes: [
      "your tracks with their plans, chats and modules",
      "every message you wrote and every answer",
      "your settings, and the key of your own model",
    ],
    account: "your sign-in; the e-mail address is free again",
    first: "To keep a copy, download your data first.",
    password: "Your password, to confirm",
    wrong: "This is not your password.",
    confirm: "Delete for good",
    done: "Everything is deleted",
  },
};
