// One origin: CloudFront's functions, executed as they would be deployed.
import { createContext, Script } from "node:vm";
import { edge, socket } from "@ai-learning/functions/manifest";
import { headersOf as localHeadersOf, siteHeaders } from "@ai-learning/functions/site-headers";
import { socketQuery } from "@ai-learning/local/gateway/edge";
import { describe, expect, it } from "vitest";
import { codeOf, createEdge } from "./harness/edge.ts";
import { siteCertificate } from "./harness/stage.ts";
import { stages, type Stage } from "./harness/stages.ts";

const deployed = ["production", "preview"] as const;
const longest = "aZ09._~-".repeat(16);
const api = "httpapiapi.execute-api.eu-central-1.amazonaws.com";
const sockets = "socketapiapi.execute-api.eu-central-1.amazonaws.com";

const secretOf = (stage: Stage): unknown =>
  stage.builds.find(({ functionID }) => functionID === "Auth")?.links["EdgeSecret"]?.["value"];

describe.each(deployed)("the edge of %s", (kind) => {
  const stage = stages[kind];
  const send = createEdge(stage);

  it.each(["Request", "Response"] as const)("fits CloudFront's limit: %s", (which) => {
    expect(Buffer.byteLength(codeOf(stage, which))).toBeLessThan(10_240);
  });

  it.each([
    ["/ws/chat/abc", "abc", undefined],
    ["/ws/chat/abc/", "abc", undefined],
    ["/ws/chat/abc/switch", "abc", "switch"],
    [`/ws/chat/${longest}`, longest, undefined],
    [`/ws/chat/${longest}/switch/`, longest, "switch"],
    ["/ws/chat/abc?session_key=other&channel=switch&ticket=t", "abc", undefined],
  ])("leads %s to the socket's stage", async (target, key, channel) => {
    const { request, origin } = await send(target);

    expect(origin?.domainName).toBe(sockets);
    expect(request?.uri).toBe("/$default");
    expect(request?.querystring["session_key"]).toEqual({ value: key });
    expect(request?.querystring["channel"]?.value).toBe(channel);
  });

  it.each([
    "/ws",
    "/ws/",
    "/ws/chat",
    "/ws/chat/",
    "/ws/chat/a/b",
    "/ws/chat/a/switch/b",
    "/ws/chat/a%20b",
    "/ws/chat/%C3%A9",
    `/ws/chat/${longest}x`,
    "/ws/$default",
  ])("refuses %s", async (target) => {
    expect(await send(target)).toEqual({ statusCode: 404 });
  });

  it.each(["/api", "/api/health", "/api/tracks/1?limit=5"])(
    "sends %s to the HTTP API as it is",
    async (target) => {
      const { request, origin } = await send(target);

      expect(origin?.domainName).toBe(api);
      expect(request?.uri).toBe(new URL(target, "https://learn.example").pathname);
      expect(origin?.timeouts?.readTimeout).toBe(30);
    },
  );

  it.each(["/", "/tracks/0190", "/tracks/0190/plan", "/settings", "/apiary", "/wsx"])(
    "answers %s with the site's index page",
    async (target) => {
      const { request, origin } = await send(target);

      expect(request?.uri).toBe("/index.html");
      expect(origin?.domainName).toMatch(/\.s3\./);
    },
  );

  it("answers a file of the site with that file", async () => {
    const { request } = await send("/assets/nothing-1.js");

    expect(request?.uri).toBe("/assets/nothing-1.js");
  });

  it("adds the stage's secret and the viewer's address, whatever the viewer claims", async () => {
    const claims = { [edge.secretHeader]: "guess", [edge.viewerHeader]: "10.0.0.1" };
    for (const target of ["/api/health", "/ws/chat/abc"]) {
      const { request } = await send(target, claims);
      expect(request?.headers[edge.secretHeader]).toEqual({ value: secretOf(stage) });
      expect(request?.headers[edge.viewerHeader]).toEqual({ value: "203.0.113.7" });
      expect(request?.headers["x-forwarded-host"]).toEqual({ value: "learn.example" });
    }
  });

  it("tells the site's bucket no secret", async () => {
    const { request } = await send("/tracks/0190");

    expect(request?.headers[edge.secretHeader]).toBeUndefined();
  });

  it("sets no header that CloudFront keeps for itself", () => {
    const set = codeOf(stage, "Request").matchAll(/h(?:eaders)?\["([\w-]+)"\]\s*=[^=]/g);

    for (const [, name] of set) {
      expect(name).not.toMatch(
        /^(x-edge-|x-amz-cf-|x-amzn-|x-accel-|x-real-ip|x-forwarded-proto)/i,
      );
    }
  });

  it.each(["/", "/tracks/0190", "/assets/base-1.js", "/diagram.html", "/assets/diagram/page-1.js"])(
    "gives %s the headers that the local site gives",
    (path) => {
      expect(headersOf(stage, path)).toEqual({
        ...localHeadersOf(path),
        "strict-transport-security": "max-age=31536000",
      });
    },
  );

  it("lets the page that draws diagrams into a frame of ours and nothing else, and away from the site", async () => {
    const { request } = await send("/diagram.html");
    const headers = headersOf(stage, request?.uri ?? "");

    expect(headers["content-security-policy"]).toMatch(/^default-src 'none';/);
    expect(headers["content-security-policy"]).toContain(
      "frame-ancestors 'self'; sandbox allow-scripts",
    );
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(headersOf(stage, "/")["content-security-policy"]).toContain("frame-ancestors 'none'");
  });

  it("rewrites sockets as the local edge does", async () => {
    for (const target of [
      "/ws/chat/k1?v=2",
      "/ws/chat/k1/switch?channel=x",
      "/ws/chat/",
      "/ws/a",
    ]) {
      const local = socketQuery(target, socket.path);
      const { request } = await send(target);
      const cloud = request && valuesOf(request.querystring);
      expect(cloud, target).toEqual(
        local && Object.fromEntries([...local].map(([name, [value]]) => [name, value])),
      );
    }
  });

  it("makes no cache policy, keeps no answer of the API, and sends unclaimed requests nowhere", () => {
    const distribution = stage.the("cloudfront/distribution:Distribution") as {
      orderedCacheBehaviors: readonly Record<string, unknown>[];
      defaultCacheBehavior: Record<string, unknown>;
      origins: readonly { domainName: string }[];
    };
    const { orderedCacheBehaviors, defaultCacheBehavior, origins } = distribution;

    expect(stage.made("cloudfront/cachePolicy:CachePolicy").size).toBe(0);
    expect(orderedCacheBehaviors.map((one) => one["pathPattern"])).toEqual([
      "/api",
      "/api/*",
      "/ws/*",
    ]);
    for (const one of [defaultCacheBehavior, ...orderedCacheBehaviors]) {
      const isPage = one === defaultCacheBehavior;
      expect(one["cachePolicyId"]).toBe(
        isPage ? "658327ea-f89d-4fab-a63d-7e88639e58f6" : "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      );
      // All of a viewer's headers but Host, which API Gateway would refuse.
      expect(one["originRequestPolicyId"]).toBe("b689b0a8-53d0-40ab-baf2-68738e2966ac");
      expect(one["viewerProtocolPolicy"]).toBe("redirect-to-https");
    }
    for (const { domainName } of origins) expect(domainName).toMatch(/\.invalid$/);
  });
});

describe("the edge of production", () => {
  it("answers at the domain it is given and nowhere else", async () => {
    const { production } = stages;
    const { aliases } = production.the("cloudfront/distribution:Distribution");
    const send = createEdge(production);

    expect(aliases).toEqual(["learn.example"]);
    expect(await send("/", { host: "d1.cloudfront.net" })).toEqual({ statusCode: 403 });
  });
});

describe("a stage with EDGE_REQUESTS_PER_MINUTE", () => {
  const { production } = stages;

  it("answers an address that asks more often with 429, and says when to come back", () => {
    const firewall = production.the("wafv2/webAcl:WebAcl");

    expect(firewall).toMatchObject({
      region: "us-east-1",
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rules: [
        {
          action: {
            block: {
              customResponse: {
                responseCode: 429,
                responseHeaders: [{ name: "retry-after", value: "60" }],
              },
            },
          },
          statement: {
            rateBasedStatement: { limit: 600, evaluationWindowSec: 60, aggregateKeyType: "IP" },
          },
        },
      ],
    });
    expect(production.the("cloudfront/distribution:Distribution")["webAclId"]).toBe(
      "arn:aws:wafv2:us-east-1:123456789012:global/webacl/ai-learning-production-edge/1",
    );
  });

  it.each(["small", "dev", "preview"] as const)("%s has none, as nobody set one or may", (kind) => {
    expect(stages[kind].made("wafv2/webAcl:WebAcl").size).toBe(0);
    const { webAclId } = stages[kind].the("cloudfront/distribution:Distribution");
    expect(webAclId).toBeUndefined();
  });
});

describe("a stage with a certificate made by hand", () => {
  const { external } = stages;

  it("answers to its domain with that certificate, and asks for no other and for no records", () => {
    const { aliases, viewerCertificate } = external.the("cloudfront/distribution:Distribution");

    expect(aliases).toEqual(["learn.elsewhere.example"]);
    expect(viewerCertificate).toMatchObject({ acmCertificateArn: siteCertificate });
    for (const type of ["acm/certificate:Certificate", "route53/record:Record"]) {
      expect(external.made(type).size, type).toBe(0);
    }
  });
});

describe("a stage with DIRECT_SOCKET", () => {
  const { dev } = stages;

  it("lets its pages open sockets on the WebSocket API, and nothing else", () => {
    const policy = "content-security-policy";
    expect(headersOf(dev)[policy]).toContain(`connect-src 'self' wss://${sockets};`);
    expect(headersOf(dev)).toEqual({
      ...headersOf(stages.production),
      [policy]: siteHeaders(`wss://${sockets}`)[policy],
    });
    expect(Buffer.byteLength(codeOf(dev, "Response"))).toBeLessThan(10_240);
  });

  it("builds its pages with that address, others do not", () => {
    const built = (stage: Stage): unknown[] =>
      stage.resources.flatMap(({ inputs }) => {
        const { environment } = inputs as { environment?: Record<string, unknown> };
        return environment !== undefined && "API_URL" in environment
          ? [environment["SOCKET_URL"]]
          : [];
      });
    expect(built(dev)).toEqual([`wss://${sockets}/$default`]);
    expect(built(stages.production)).toEqual([undefined]);
  });

  it("takes an empty domain and an empty boundary for none", () => {
    expect(dev.the("cloudfront/distribution:Distribution")["aliases"] ?? []).toEqual([]);
    for (const role of stages.developer.made("iam/role:Role").values())
      expect(role["permissionsBoundary"]).toBeUndefined();
  });
});

function headersOf(stage: Stage, uri = "/"): Readonly<Record<string, string>> {
  const code = codeOf(stage, "Response").replace(/import cf from "cloudfront";/, "");
  const context = createContext({ event: { request: { uri }, response: { headers: {} } } });
  new Script(`${code}; handler(event);`).runInContext(context);
  const { response } = context["event"] as {
    response: { headers: Record<string, { value: string }> };
  };
  return valuesOf(response.headers);
}

const valuesOf = (query: Readonly<Record<string, { readonly value: string }>>) =>
  Object.fromEntries(Object.entries(query).map(([name, { value }]) => [name, value]));
