// Headers of the site's pages and files, which no function sends: `infra/` gives them to the edge, `packages/local` to
// its own site.

const policy = {
  "default-src": "'self'",
  "connect-src": "'self'",
  "img-src": "'self' data:",
  "style-src": "'self'",
  "script-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
} as const;

/** Directives of a content security policy, by name. */
type Directives = Readonly<Record<string, string>>;

/** Header values by name. */
type Headers = Readonly<Record<string, string>>;

/**
 * Sent with every file of the site. Its pages open sockets on their own origin, or straight on the WebSocket API, whose
 * address (`wss://…`) is then given. `replaced` adds or replaces directives of the content security policy.
 */
export function siteHeaders(socketUrl?: string, replaced: Directives = {}): Headers {
  const sources = socketUrl === undefined ? "'self'" : `'self' ${new URL(socketUrl).origin}`;
  const directives = { ...policy, "connect-src": sources, ...replaced };
  return {
    "content-security-policy": Object.entries(directives)
      .map(([name, value]) => `${name} ${value}`)
      .join("; "),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
}
