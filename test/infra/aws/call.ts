// A request to AWS as its services understand it, and what they answer.
import type { FakeAccount, FakeRegion } from "./account.ts";

export interface Call {
  /** From the signature: `s3`, `cloudformation`, … */
  readonly service: string;
  readonly action: string;
  readonly regionName: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Of services that take forms. */
  readonly form: URLSearchParams;
  readonly body: Buffer;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is XML, an object JSON. */
  readonly body: string | object | Uint8Array;
}

/** Plays one service. @throws Refusal */
export type Service = (call: Call, account: FakeAccount, region: FakeRegion) => Reply;

/** What a service answers when it will not. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const input = (call: Call): Record<string, unknown> =>
  JSON.parse(call.body.toString() || "{}") as Record<string, unknown>;

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The answer of a service that takes forms. */
export const formAnswer = (action: string, inner: string): Reply => ({
  body: `<${action}Response><${action}Result>${inner}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
});
