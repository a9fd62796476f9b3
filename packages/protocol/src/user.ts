// Users, guests and signing in.
import * as z from "zod";
import { limits } from "./limits.ts";
import { line } from "./text.ts";

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

export const done = z.object({ success: z.literal(true), message: z.string() });
