import { en } from "../plural.ts";

/** Signing in, registering, being a guest. */
export const account = {
  menu: "Account",
  signIn: "Sign in",
  signOut: "Sign out",
  register: "Create account",
  keepWork: "Save my work",
  myAccount: "My account",
  guest: {
    note: (day: string) => `You are signed in as a guest. Your work is kept until ${day}.`,
    soon: (day: string) => `Your work will be deleted on ${day}.`,
    moves: "Each visit extends this date.",
  },
  showPassword: "Show password",
  hidePassword: "Hide password",
  startNow: "Tell us what you want to learn",
  signedOut: "You are signed out",
  signedInAs: (email: string) => `Signed in as ${email}`,
  needTitle: "Sign in to see this page",
  needText:
    "Tracks are visible only to the person who made them. If this one is yours, sign in on this device.",
  checkForm: (n: number) => en(n, "field needs attention", "fields need attention"),
};
