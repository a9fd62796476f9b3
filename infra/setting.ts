// Settings of a deployment, from the variables of the shell or the workflow.

/** A variable's value. An empty one counts as unset: that is what a workflow passes for a variable nobody made. */
export function setting(name: string): string | undefined {
  const value = process.env[name]?.trim();
  return value === "" ? undefined : value;
}

/** @throws Error in one sentence when a switch is neither on nor off */
export function isSet(name: string): boolean {
  const value = setting(name) ?? "false";
  if (value !== "true" && value !== "false") {
    throw new Error(`${name} is "${value}", but must be true or false.`);
  }
  return value === "true";
}
