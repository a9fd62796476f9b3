// One origin for pages, API and sockets. What CloudFront's functions do here, packages/local/src/gateway/edge.ts does locally.
import { edge, socket } from "@ai-learning/functions/manifest";
import {
  diagramFiles,
  diagramHeaders,
  diagramPage,
  openHeaders,
  siteHeaders,
} from "@ai-learning/functions/site-headers";
import { edgeSecret } from "./secrets.ts";
import { setting } from "./setting.ts";
import { directSocketUrl } from "./socket.ts";
import { isLasting } from "./stage.ts";

/** AWS's own cache policies: an account may have no more than 20 of its own, and a preview would use one up. */
const cachePolicies = {
  optimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  disabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
};

/** Runs before SST's own choice of an origin. Short: both together may have 10,240 bytes. */
const onRequest = $interpolate`
{ const r = event.request, h = r.headers;
  if (/^\\/(api|ws)(\\/|$)/.test(r.uri)) {
    h["${edge.secretHeader}"] = { value: "${edgeSecret.value}" };
    h["${edge.viewerHeader}"] = { value: event.viewer.ip };
  }
  if (/^\\/ws(\\/|$)/.test(r.uri)) {
    const m = ${socket.path.toString()}.exec(r.uri), q = r.querystring;
    if (!m) return { statusCode: 404, statusDescription: "Not Found" };
    q.session_key = { value: m[1] };
    delete q.channel;
    if (m[2]) q.channel = { value: "switch" };
  } }`;

/** Headers by name, as CloudFront has them. */
const written = (headers: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])),
  );

/** Adds the headers of every page; `socketUrl` as `siteHeaders` has it. */
function respond(socketUrl?: string): string {
  const headers = {
    ...siteHeaders(socketUrl),
    "strict-transport-security": "max-age=31536000",
  };
  return `
{ const h = event.response.headers, u = event.request.uri;
  Object.assign(h, ${written(headers)});
  if (${diagramPage.toString()}.test(u)) Object.assign(h, ${written(diagramHeaders())});
  if (${diagramFiles.toString()}.test(u)) Object.assign(h, ${written(openHeaders)}); }`;
}

const onResponse = directSocketUrl === undefined ? respond() : directSocketUrl.apply(respond);

/** With a certificate made by hand, records are made by hand too: the domain is kept outside Route 53. */
function domainOfStage() {
  const name = isLasting ? setting("SITE_DOMAIN") : undefined;
  const cert = setting("SITE_CERTIFICATE");
  return name === undefined || cert === undefined ? name : { name, dns: false as const, cert };
}

const domain = domainOfStage();

export const router = new sst.aws.Router("Router", {
  ...(domain !== undefined && { domain }),
  edge: { viewerRequest: { injection: onRequest }, viewerResponse: { injection: onResponse } },
  transform: {
    // With an id, the policy is looked up instead of made.
    cachePolicy: (_, opts) => {
      opts.id = cachePolicies.optimized;
    },
    cdn: (args) => {
      // What no route claims must go nowhere: SST names a host of its own, which would be sent the stage's secret.
      args.origins = $output(args.origins).apply((origins) =>
        origins.map((origin) => ({ ...origin, domainName: "no-route.invalid" })),
      );
      args.orderedCacheBehaviors = $output(args.defaultCacheBehavior).apply((pages) =>
        // Answers are somebody's own: never kept, never shared, and no page, so without its headers.
        ["/api", "/api/*", "/ws/*"].map((pathPattern) => ({
          ...pages,
          pathPattern,
          compress: false,
          cachePolicyId: cachePolicies.disabled,
          functionAssociations: (pages.functionAssociations ?? []).filter(
            ({ eventType }) => eventType === "viewer-request",
          ),
        })),
      );
    },
  },
});

export const url = router.url;
