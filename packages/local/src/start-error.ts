// The one error a person is meant to read: what is wrong and what to do about it, in one sentence.

/** Ends a command with its message alone: no stack, exit code 1. */
export class StartError extends Error {
  override readonly name = "StartError";
}
