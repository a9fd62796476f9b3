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

/** @throws Error in one sentence when it is no whole number, or too small a one */
export function count(name: string, min: number): number | undefined {
  const value = setting(name);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value) || Number(value) < min) {
    throw new Error(
      `${name} is "${value}", but must be a whole number of at least ${String(min)}.`,
    );
  }
  return Number(value);
}
