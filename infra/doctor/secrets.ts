// The secrets of a stage as SST keeps them: JSON, sealed with AES-GCM under a passphrase of the stage, in the bucket of
// its state. Read to say which are set; a value never leaves this file.
import { createDecipheriv } from "node:crypto";
import { appName } from "../bootstrap/deployer.ts";
import type { Account } from "./account.ts";

/** SST's name for "all stages that have no own". */
export const fallback = "_fallback";

/** They are there, but the passphrase is not the one they were sealed with. */
export class SealedError extends Error {}

export interface Secret {
  readonly name: string;
  readonly length: number;
}

/** Sealed: 12 bytes of nonce, the text, 16 bytes of tag. */
function opened(sealed: Uint8Array, passphrase: string): Record<string, string> {
  const key = Buffer.from(passphrase, "base64");
  const decipher = createDecipheriv(
    `aes-${String(key.length * 8)}-gcm` as "aes-256-gcm",
    key,
    sealed.subarray(0, 12),
  );
  decipher.setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  return JSON.parse(text.toString("utf8")) as Record<string, string>;
}

/** Which secrets are set for a stage itself. @throws AwsError, SealedError */
export async function secretsOf(
  account: Account,
  bucket: string,
  stage: string,
): Promise<readonly Secret[]> {
  const sealed = await account.object(bucket, `secret/${appName}/${stage}.json`);
  const passphrase = await account.parameter(`/sst/passphrase/${appName}/${stage}`);
  if (sealed === undefined || passphrase === undefined) return [];
  try {
    const secrets = Object.entries(opened(sealed, passphrase));
    return secrets.map(([name, { length }]) => ({ name, length }));
  } catch (error) {
    // Not as a cause: an error of the parser quotes what it read.
    throw new SealedError(stage, { cause: error instanceof Error ? error.name : undefined });
  }
}
