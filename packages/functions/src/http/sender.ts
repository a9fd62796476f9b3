// What a request shows of who sends it.
import { credentialsOf, type Credentials } from "../credentials.ts";
import { addressOf } from "../edge.ts";

export interface Sender {
  readonly credentials: Credentials;
  /** Whom limits by address count. */
  readonly address: string;
}

/** Read when it is asked for: a function that signs nobody in is not told the edge's secret, which both need. */
export function senderOf(headers: Readonly<Record<string, string>>, sourceIp: string): Sender {
  let credentials: Credentials | undefined;
  return {
    get credentials() {
      return (credentials ??= credentialsOf(headers));
    },
    get address() {
      return addressOf(headers, sourceIp);
    },
  };
}
