import { en } from "../plural.ts";

/** Forms of signing in, registering and one's own account. */
export const accountForms = {
  signInTitle: "Sign in",
  signInLead: "Your tracks and chats are right where you left them.",
  registerTitle: "Create an account",
  registerLead: "Your tracks and chats stay with your account, on every device.",
  keepTitle: "Save my work",
  keepLead:
    "Create an account to keep everything you have made as a guest. Your tracks, chats and links stay the same.",
  why: {
    signed_out:
      "You were signed out: from another device, by a change of password, or because the account was deleted.",
    everywhere: "You are signed out on all devices.",
  },
  wait: (minutes: number) => `Too many attempts. Try again in ${en(minutes, "minute", "minutes")}.`,
  email: "Email",
  password: "Password",
  passwordHint: (chars: number) => `At least ${en(chars, "character", "characters")}.`,
  firstName: "First name",
  lastName: "Last name",
  noAccount: "No account yet?",
  haveAccount: "Already have an account?",
  withoutAccount: "You can also start without an account.",
  welcomeBack: (name: string) => `Welcome back, ${name}`,
  kept: "Your work is saved to your account",
  wrong: {
    required: "This field is required",
    email: "Enter an email address, such as name@example.com",
    short: (chars: number) => `Use at least ${en(chars, "character", "characters")}`,
    long: (chars: number) => `Use at most ${en(chars, "character", "characters")}`,
  },
  adds: (n: number) => `Sign in to add ${en(n, "track", "tracks")} made here to your account.`,
  added: (n: number) => `${en(n, "track", "tracks")} added to your account`,
  leaveTitle: "Sign out of your guest account?",
  leaveText:
    "A guest cannot sign in again, so your tracks would be lost. Create an account first to keep them.",
  leaveAnyway: "Sign out and lose my work",
};
