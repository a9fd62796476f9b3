// Somebody who has nothing in this browser yet.
import { ApiError } from "@ai-learning/client/api-error";
import { wasAccount } from "./current-user.ts";

/**
 * Whether a load failed because nobody is signed in and no account was used in this browser: there is nothing to sign in
 * for.
 */
export const isNewcomer = (error: unknown): boolean =>
  error instanceof ApiError && error.needsSignIn && !wasAccount();
