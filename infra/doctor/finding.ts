// What the doctor says about one thing.

/**
 * `fine`: looked at, and there. `missing`: looked at, and not there. `unseen`: could not be looked at, so it may be either.
 * `open`: nobody can look at it beforehand.
 */
export type State = "fine" | "missing" | "unseen" | "open";

export interface Finding {
  readonly state: State;
  /** What was looked at and how it is, in a sentence. */
  readonly what: string;
  /** What to do about it, in a sentence. */
  readonly advice?: string;
}

export const fine = (what: string): Finding => ({ state: "fine", what });
export const missing = (what: string, advice: string): Finding => ({
  state: "missing",
  what,
  advice,
});
export const open = (what: string, advice: string): Finding => ({ state: "open", what, advice });

const signs: Readonly<Record<State, string>> = {
  fine: "ok      ",
  missing: "MISSING ",
  unseen: "UNSEEN  ",
  open: "note    ",
};

/** One finding as lines of text. */
export const lineOf = ({ state, what, advice }: Finding): string =>
  `${signs[state]} ${what}${advice === undefined ? "" : `\n         -> ${advice}`}\n`;

/** 0 when nothing is missing, 1 when something is, 2 when something could not be looked at. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  const has = (state: State): boolean => findings.some((one) => one.state === state);
  if (has("missing")) return 1;
  return has("unseen") ? 2 : 0;
}
