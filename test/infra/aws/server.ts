// Plays the endpoints of AWS on loopback. Which service is meant is in the signature of a request.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { regionIn, type FakeAccount } from "./account.ts";
import { escaped, Refusal, type Call, type Reply } from "./call.ts";
import { services } from "./services.ts";

export interface FakeAws extends AsyncDisposable {
  readonly url: string;
  /** Every request so far, in order. */
  readonly calls: readonly Call[];
  /** What a command needs to find it, with credentials it takes. */
  readonly env: Readonly<Record<string, string>>;
}

/** `GET /2013-04-01/hostedzone` has no name in the request. */
const unnamed: Readonly<Record<string, string>> = {
  cloudfront: "ListDistributions",
  lambda: "GetAccountSettings",
  route53: "ListHostedZones",
};

async function callOf(request: IncomingMessage): Promise<Call> {
  const body = await buffer(request);
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://aws");
  const { authorization = "" } = request.headers;
  const [, regionName = "", service = ""] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization) ?? [];
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form") === true;
  const form = new URLSearchParams(isForm ? body.toString() : "");
  const target = request.headers["x-amz-target"];
  const method = request.method ?? "GET";
  return {
    service,
    action:
      form.get("Action") ??
      (typeof target === "string" ? target.split(".")[1] : unnamed[service]) ??
      (method === "GET" ? "GetObject" : "PutObject"),
    regionName,
    method,
    path: pathname,
    query: searchParams,
    form,
    body,
  };
}

/** An error in the format of its service. */
function refused({ service }: Call, { code, status, message }: Refusal): Reply {
  const isXml = ["cloudformation", "cloudfront", "iam", "route53", "s3", "sts"].includes(service);
  const inner = `<Code>${code}</Code><Message>${escaped(message)}</Message>`;
  return isXml
    ? {
        status,
        body:
          service === "s3"
            ? `<Error>${inner}</Error>`
            : `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error></ErrorResponse>`,
      }
    : { status, headers: { "x-amzn-errortype": code }, body: { __type: code, message } };
}

function answer(call: Call, account: FakeAccount): Reply {
  const service = services[call.service];
  if (account.refusal !== undefined) throw new Refusal(account.refusal, "refused", 403);
  if (service === undefined) throw new Refusal("UnknownService", call.service, 404);
  const action = `${call.service}:${call.action}`;
  if (account.denied.has(action))
    throw new Refusal("AccessDenied", `not authorized: ${action}`, 403);
  return service(call, account, regionIn(account, call.regionName));
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply): void {
  if (typeof body === "string" || body instanceof Uint8Array) {
    response.writeHead(status, { "content-type": "text/xml", ...headers }).end(body);
  } else {
    response
      .writeHead(status, { "content-type": "application/x-amz-json-1.1", ...headers })
      .end(JSON.stringify(body));
  }
}

/** Starts the endpoints of an account. */
export async function startAws(account: FakeAccount): Promise<FakeAws> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void callOf(request).then((call) => {
      calls.push(call);
      try {
        send(response, answer(call, account));
      } catch (error) {
        const refusal = error instanceof Refusal ? error : new Refusal("Fault", String(error), 500);
        send(response, refused(call, refusal));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    calls,
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
