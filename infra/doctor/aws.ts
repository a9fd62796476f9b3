// Signed requests to AWS. Fifteen reads from ten services: the SDK's ten clients would be ten packages of several
// megabytes for them, so requests are signed by aws4fetch, with the credentials that the SDK and the AWS command line find.
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { parseXML } from "@aws-sdk/xml-builder";
import { AwsClient } from "aws4fetch";

/** Services by their names in signatures, with their names in `AWS_ENDPOINT_URL_…` and their hosts. */
const services = {
  acm: { id: "ACM", host: (region: string) => `acm.${region}.amazonaws.com` },
  cloudformation: {
    id: "CLOUDFORMATION",
    host: (region: string) => `cloudformation.${region}.amazonaws.com`,
  },
  cloudfront: { id: "CLOUDFRONT", host: () => "cloudfront.amazonaws.com" },
  freetier: { id: "FREETIER", host: () => "freetier.us-east-1.api.aws" },
  iam: { id: "IAM", host: () => "iam.amazonaws.com" },
  lambda: { id: "LAMBDA", host: (region: string) => `lambda.${region}.amazonaws.com` },
  route53: { id: "ROUTE_53", host: () => "route53.amazonaws.com" },
  s3: { id: "S3", host: (region: string) => `s3.${region}.amazonaws.com` },
  ssm: { id: "SSM", host: (region: string) => `ssm.${region}.amazonaws.com` },
  sts: { id: "STS", host: (region: string) => `sts.${region}.amazonaws.com` },
} as const;

type Service = keyof typeof services;

/** Where services that have no regions are signed for. */
export const globalRegion = "us-east-1";

/** Why a request brought no answer: `credentials` and `network` spoil every other request too. */
export type Reason = "denied" | "credentials" | "network" | "refused";

export class AwsError extends Error {
  readonly reason: Reason;
  /** AWS's word for it, such as `ParameterNotFound`. */
  readonly code: string;
  /** What was asked for, as a policy names it, such as `iam:GetRole`. */
  readonly action: string;

  constructor(action: string, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.action = action;
    this.code = code;
    this.reason = reasonOf(code);
  }
}

const ofCredentials =
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|InvalidAccessKeyId|IncompleteSignature|MissingAuthenticationToken|InvalidToken|CredentialsProviderError|TokenProviderError)/;

function reasonOf(code: string): Reason {
  if (code === "NetworkError") return "network";
  if (ofCredentials.test(code)) return "credentials";
  return /^(AccessDenied|UnauthorizedOperation|NotAuthorized)/.test(code) ? "denied" : "refused";
}

export interface Request {
  readonly service: Service;
  /** The name of the operation, as policies have it. */
  readonly action: string;
  readonly region: string;
  readonly path?: string;
  /** Of a service that takes forms. */
  readonly form?: Readonly<Record<string, string>>;
  /** Of a service that takes JSON: the prefix of its operations, and the input. */
  readonly json?: {
    readonly target: string;
    readonly version: "1.0" | "1.1";
    readonly input: object;
  };
}

/** Sends a request and gives the answer's body. @throws AwsError */
export type Send = (request: Request) => Promise<Uint8Array>;

function endpointOf({ service, region }: Request, env: NodeJS.ProcessEnv): string {
  const { id, host } = services[service];
  const given = env[`AWS_ENDPOINT_URL_${id}`] ?? env["AWS_ENDPOINT_URL"];
  return given?.replace(/\/$/, "") ?? `https://${host(region)}`;
}

function bodyOf({ action, form, json }: Request): RequestInit {
  if (form !== undefined) {
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    return {
      method: "POST",
      headers,
      body: new URLSearchParams({ Action: action, ...form }).toString(),
    };
  }
  if (json === undefined) return { method: "GET" };
  return {
    method: "POST",
    headers: {
      "content-type": `application/x-amz-json-${json.version}`,
      "x-amz-target": `${json.target}.${action}`,
    },
    body: JSON.stringify(json.input),
  };
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** An answer of JSON or XML, as an object; which fields it has is for the caller to say. */
export const parsed = (bytes: Uint8Array): unknown => {
  const read = text(bytes);
  return read.trimStart().startsWith("<") ? parseXML(read) : (JSON.parse(read) as unknown);
};

/** JSON has `__type` or a header, XML an element `Code`, sometimes one level deeper. */
function codeOf(response: Response, bytes: Uint8Array): string {
  const read = text(bytes);
  const named =
    response.headers.get("x-amzn-errortype") ??
    /"__type"\s*:\s*"([^"]+)"/.exec(read)?.[1] ??
    /<Code>([^<]+)<\/Code>/.exec(read)?.[1];
  return named?.split(":")[0]?.split("#").at(-1) ?? `HTTP ${String(response.status)}`;
}

const messageOf = (bytes: Uint8Array): string =>
  /<Message>([^<]+)<\/Message>|"[mM]essage"\s*:\s*"([^"]+)"/
    .exec(text(bytes))
    ?.slice(1)
    .find(Boolean) ?? "";

/** Requests with the credentials of this shell, found once and at the first request. */
export function sender(env: NodeJS.ProcessEnv): Send {
  const findCredentials = defaultProvider();
  return async (request) => {
    const action = `${request.service}:${request.action}`;
    const { service, region } = request;
    let client: AwsClient;
    try {
      client = new AwsClient({ ...(await findCredentials()), service, region, retries: 2 });
    } catch (error) {
      throw new AwsError(action, "CredentialsProviderError", String(error), { cause: error });
    }
    const { response, bytes } = await answer(client, request, env);
    if (response.ok) return bytes;
    throw new AwsError(action, codeOf(response, bytes), messageOf(bytes));
  };
}

async function answer(client: AwsClient, request: Request, env: NodeJS.ProcessEnv) {
  try {
    const response = await client.fetch(`${endpointOf(request, env)}${request.path ?? "/"}`, {
      ...bodyOf(request),
      signal: AbortSignal.timeout(15_000),
    });
    return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    const action = `${request.service}:${request.action}`;
    throw new AwsError(action, "NetworkError", String(error), { cause: error });
  }
}
