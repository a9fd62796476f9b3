import { en } from "../plural.ts";

/** Signing in, registering, being a guest. */
export const account = {
  menu: "Account",
  signIn: "Sign in",
  signOut: "Sign out",
  register: "Register",
  keepWork: "Keep my work",
  signInTitle: "Sign in",
  signInLead: "Your tracks and chats are where you left them.",
  registerTitle: "Create an account",
  registerLead: "Everything stays with the account, on every device.",
  keepTitle: "Keep my work",
  keepLead:
    "Registering keeps everything you have made as a guest: the same tracks, the same chats, the same addresses.",
  mine: "My account",
  guest: {
    note: (day: string) => `You are a guest. Your work is kept until ${day}.`,
    soon: (day: string) => `Your work here is deleted on ${day}.`,
    moves: "Every visit moves that day on.",
    adds: (n: number) =>
      `Sign in, and ${en(n, "track", "tracks")} you made here will be added to your account.`,
    added: (n: number) => `${en(n, "track is", "tracks are")} added to your account`,
  },
  why: {
    signed_out:
      "You were signed out here: on another device, or because the password was changed or the user deleted.",
    everywhere: "You are signed out on every device.",
  },
  wait: (minutes: number) =>
    `Too many tries from here. Try again in ${en(minutes, "minute", "minutes")}.`,
  email: "E-mail",
  password: "Password",
  passwordHint: (chars: number) => `At least ${en(chars, "character", "characters")}.`,
  showPassword: "Show the password",
  hidePassword: "Hide the password",
  firstName: "First name",
  lastName: "Last name",
  noAccount: "No account yet?",
  haveAccount: "Already have an account?",
  withoutAccount: "You can also start without an account.",
  startNow: "Say what you want to learn",
  welcomeBack: (name: string) => `Welcome back, ${name}`,
  kept: "Your work is kept from now on",
  signedOut: "You are signed out",
  signedInAs: (email: string) => `Signed in as ${email}`,
  leaveTitle: "Sign out as a guest?",
  leaveText:
    "A guest cannot sign in again: your tracks would be out of your reach. Register first to keep them.",
  leaveAnyway: "Sign out and lose them",
  needTitle: "Sign in to see this",
  needText:
    "Tracks are shown only to whoever made them. If this one is yours, sign in on this device.",
  checkForm: (n: number) => en(n, "field needs a correction", "fields need a correction"),
  wrong: {
    required: "Fill this in",
    email: "Write an e-mail address such as name@example.com",
    short: (chars: number) => `At least ${en(chars, "character", "characters")}`,
    long: (chars: number) => `At most ${en(chars, "character", "characters")}`,
  },
};
