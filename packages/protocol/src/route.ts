// The shape of one row of the HTTP contract.
import type * as z from "zod";
import type { ErrorCode } from "./error.ts";

/**
 * Who may call: `required` needs a sign-in; `claims` too, and its own statement checks the user's
 * row; `guest` makes a guest of a caller without one; `optional` looks at a sign-in but needs none;
 * `none` looks at no token.
 */
export type RouteAuth = "required" | "claims" | "guest" | "optional" | "none";

/** One row: everything routing, validation, the typed client and the OpenAPI file need. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path with `:name` parameters, starting with `/api`. */
  readonly path: string;
  /** The function that answers, by its name in the manifest. */
  readonly owner:
    | "service"
    | "ready"
    | "auth"
    | "tracks"
    | "chat"
    | "ai"
    | "learning"
    | "analytics";
  readonly auth: RouteAuth;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** True when a request without a body is as good as `{}`. */
  readonly bodyOptional?: true;
  readonly response: z.ZodType;
  /** Of a 200, where it is not JSON: the body is then sent as it is. */
  readonly mediaType?: "text/html" | "text/markdown" | "text/calendar" | "text/csv";
  /** Body of a 202, for routes whose work may outlive the request. */
  readonly accepted?: z.ZodType;
  /** What can go wrong beside the errors every route shares (see `commonErrors`). */
  readonly errors: readonly ErrorCode[];
  readonly tag: string;
}

/** Errors any route may answer: bad JSON, bad fields, no sign-in, the store away, our own fault. */
export const commonErrors: readonly ErrorCode[] = [
  "invalid_json",
  "invalid_request",
  "payload_too_large",
  "unsupported_media_type",
  "origin_not_allowed",
  "database_unavailable",
  "internal_error",
];

export const signInErrors: readonly ErrorCode[] = [
  "not_signed_in",
  "invalid_token",
  "token_expired",
];

/** A schema of the contract, for code that handles rows without naming their fields. */
export type Schema<T = unknown> = z.ZodType<T>;
export type OutputOf<S extends z.ZodType> = z.output<S>;
export type InputOf<S extends z.ZodType> = z.input<S>;
export type SchemaIssue = z.core.$ZodIssue;

/** Keeps the literal types of a table of rows. */
export const defineRoutes = <const T extends Record<string, Route>>(routes: T): T => routes;
