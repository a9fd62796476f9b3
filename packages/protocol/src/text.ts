// Text a person typed: bounded, well formed, storable in PostgreSQL.
import * as z from "zod";

const storable = (value: string): boolean => !value.includes("\0") && value.isWellFormed();

/** A string of at most `max` UTF-16 code units without NUL characters or broken surrogate pairs. */
export const text = (max: number) =>
  z
    .string()
    // Zod's own `max` counts code points; the promise, like JavaScript, counts UTF-16 code units.
    .refine((value) => value.length <= max, { error: `must be at most ${max} characters` })
    .refine(storable, { error: "must not contain NUL characters or broken Unicode" })
    .meta({ maxLength: max });

/** As `text`, trimmed, with at least one visible character. */
export const line = (max: number) =>
  text(max)
    .transform((value) => value.trim())
    .refine((value) => value.length > 0, { error: "must not be empty" });

/** As `text`, kept as typed, with at least one visible character. */
export const content = (max: number) =>
  text(max).refine((value) => value.trim().length > 0, { error: "must not be empty" });

/** One of a closed list, any case; what is outside answers 400 with the sentence given. */
export const choice = <const T extends readonly [string, ...string[]]>(
  values: T,
  sentence: string,
) =>
  z
    .string()
    .transform((value, context): T[number] => {
      const found = values.find((one) => one === value.trim().toLowerCase());
      if (found === undefined) {
        context.issues.push({
          code: "custom",
          message: sentence,
          input: value,
          params: { choice: true },
        });
        return z.NEVER;
      }
      return found;
    })
    .meta({ type: "string", enum: [...values] });
