// Headers of the site's pages and files, which no function sends: `infra/` gives them to the edge, `packages/local` to
// its own site.

const policy = {
  "default-src": "'self'",
  "connect-src": "'self'",
  "img-src": "'self' data:",
  "style-src": "'self'",
  "script-src": "'self'",
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
} as const;

/** Directives of a content security policy, by name. */
type Directives = Readonly<Record<string, string>>;

/** Header values by name. */
type Headers = Readonly<Record<string, string>>;

const policyOf = (directives: Directives): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

/**
 * Sent with every file of the site, but for what `diagramHeaders` and `openHeaders` replace. Its pages open sockets on their own origin, or straight on the WebSocket API, whose
 * address (`wss://…`) is then given. `replaced` adds or replaces directives of the content security policy.
 */
export function siteHeaders(socketUrl?: string, replaced: Directives = {}): Headers {
  const sources = socketUrl === undefined ? "'self'" : `'self' ${new URL(socketUrl).origin}`;
  const directives = { ...policy, "connect-src": sources, ...replaced };
  return {
    "content-security-policy": policyOf(directives),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
}

/**
 * The page that draws diagrams out of what a model wrote. It is shown in a frame of ours, and runs without an origin
 * also when somebody opens it by itself: it can read nothing of the site, and send nothing anywhere.
 */
export const diagramPage = /\/diagram\.html$/;

/** Its scripts: a page without an origin may fetch them only if any page may. */
export const diagramFiles = /\/assets\/diagram\//;

const diagramPolicy: Directives = {
  "default-src": "'none'",
  "script-src": "'self'",
  // The pictures have style sheets of their own.
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "data:",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'self'",
  sandbox: "allow-scripts",
};

/** What replaces headers of the site where `diagramPage` is sent. `replaced` as `siteHeaders` has it. */
export const diagramHeaders = (replaced: Directives = {}): Headers => ({
  "content-security-policy": policyOf({ ...diagramPolicy, ...replaced }),
  "x-frame-options": "SAMEORIGIN",
});

/** What is added to headers of the site where `diagramFiles` are sent. */
export const openHeaders: Headers = { "access-control-allow-origin": "*" };

/** The headers of a path of the site. `socketUrl` as `siteHeaders` has it. */
export const headersOf = (path: string, socketUrl?: string): Headers => ({
  ...siteHeaders(socketUrl),
  ...(diagramPage.test(path) && diagramHeaders()),
  ...(diagramFiles.test(path) && openHeaders),
});
