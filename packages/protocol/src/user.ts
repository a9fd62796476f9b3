// Users, guests and signing in.
import * as z from "zod";
import { limits } from "./limits.ts";
import { choice, line, text } from "./text.ts";

export const roles = ["student", "instructor", "admin"] as const;
export const locales = ["ru", "en"] as const;
export type Locale = (typeof locales)[number];

export const user = z.object({
  id: z.string(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  role: z.enum(roles),
  is_active: z.boolean(),
  is_guest: z.boolean(),
  locale: z.enum(locales),
  created_at: z.string(),
  expires_at: z
    .string()
    .nullable()
    .describe("when a guest who does not come back is deleted; null for an account"),
});
export type User = z.infer<typeof user>;

const email = z
  .string()
  .max(limits.emailChars, { error: `must be at most ${limits.emailChars} characters` })
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.email({ error: "must be an e-mail address" }));

const password = z
  .string()
  .min(limits.passwordMinChars, {
    error: `must be at least ${limits.passwordMinChars} characters`,
  })
  .max(limits.passwordMaxChars, {
    error: `must be at most ${limits.passwordMaxChars} characters`,
  })
  .refine((value) => value.isWellFormed(), { error: "must not contain broken Unicode" });

export const registerBody = z.object({
  email,
  password,
  first_name: line(limits.nameChars),
  last_name: line(limits.nameChars),
});

export const loginBody = z.object({ email: z.string().max(1000), password: z.string().max(1000) });

/** A sign-in: the bearer token for API clients; browsers are kept by the cookies set beside it. */
export const signIn = z.object({
  access_token: z.string(),
  token_type: z.literal("bearer"),
  expires_in: z.int().describe("seconds the access token is good for"),
  user,
});
export type SignIn = z.infer<typeof signIn>;

/** What a user may change of themselves. */
export const userChange = z.object({
  first_name: line(limits.nameChars).optional(),
  last_name: line(limits.nameChars).optional(),
  locale: choice(locales, `locale must be one of: ${locales.join(", ")}`).optional(),
});

const givenPassword = text(1000);

export const passwordChange = z.object({ current_password: givenPassword, new_password: password });

/** An account proves itself with its password; a guest has none. */
export const deletion = z.object({ password: givenPassword.nullish() });

export const ticket = z.object({
  ticket: z.string().describe("opens one socket: `?ticket=`"),
  expires_in: z.int().describe("seconds"),
});

/** The day's budget of model tokens. */
export const usage = z.object({
  day: z.string().describe("in UTC"),
  limit: z.int(),
  spent: z.int(),
  reserved: z.int().describe("held back for answers that are being written"),
  left: z.int(),
  renews_at: z.string(),
});
export type Usage = z.infer<typeof usage>;

export const exportQuery = z.object({
  after: z
    .string()
    .regex(/^\d{1,2}\.[A-Za-z0-9._~-]{1,200}$/, { error: "must be the `next` of an earlier part" })
    .optional()
    .describe("`next` of the part before"),
});

/** One part of everything stored about a user: rows as they are stored, by table. */
export const exported = z.object({
  exported_at: z.string(),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  next: z.string().nullable().describe("ask again with `after` for the rest; null: this is all"),
});
export type Exported = z.infer<typeof exported>;

export const done = z.object({ success: z.literal(true), message: z.string() });
