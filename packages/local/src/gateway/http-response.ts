// What a function returned, as the HTTP response that the API makes of it.

/** A response ready to be written. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** An answer of the API itself. */
export function apiError(status: number, message: string): HttpResponse {
  return json(status, Buffer.from(JSON.stringify({ message })));
}

function json(status: number, body: Buffer): HttpResponse {
  return { status, headers: { "content-type": "application/json" }, body };
}

/** The API's answer when a function threw, or returned something that is no response. */
export const internalError = apiError(500, "Internal Server Error");

/** Reads a payload format 2.0 result: without `statusCode` the value itself is the JSON body. */
export function responseOf(payload: unknown): HttpResponse {
  if (!isRecord(payload) || !("statusCode" in payload)) {
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    return json(200, Buffer.from(text));
  }
  const status = Number(payload["statusCode"]);
  if (!Number.isInteger(status) || status < 100 || status > 599) return internalError;
  const { headers, body, cookies, isBase64Encoded } = payload;
  if (body !== undefined && body !== null && typeof body !== "string") return internalError;
  const out: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(isRecord(headers) ? headers : {})) {
    if (!dropped.has(name.toLowerCase())) out[name.toLowerCase()] = String(value);
  }
  if (Array.isArray(cookies)) out["set-cookie"] = cookies.map(String);
  const bytes = Buffer.from(body ?? "", isBase64Encoded === true ? "base64" : "utf8");
  if (bytes.length > 0) out["content-type"] ??= "text/plain; charset=utf-8";
  return { status, headers: out, body: bytes };
}

const dropped = new Set(["connection", "content-length", "keep-alive", "transfer-encoding"]);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
