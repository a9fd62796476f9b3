// Secrets of users at rest: AES-256-GCM under a key derived from the stage's, bound to whose they are.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import * as config from "../config.ts";

const algorithm = "aes-256-gcm";
/** Says how the rest was made: another derivation or cipher gets another prefix. */
const version = "v1.";
const nonceBytes = 12;
const tagBytes = 16;

const key = (): Buffer =>
  Buffer.from(hkdfSync("sha256", config.secretKey(), "", "ai-learning/own-model-key/v1", 32));

/** Seals a secret for one user: `v1.` and base64url of nonce, ciphertext, tag. */
export function seal(secret: string, userId: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key(), nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(userId));
  const sealed = [nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()];
  return version + Buffer.concat(sealed).toString("base64url");
}

/** The secret as it was; null when it was sealed for somebody else, under another key, or changed. */
export function open(sealed: string, userId: string): string | null {
  if (!sealed.startsWith(version)) return null;
  const bytes = Buffer.from(sealed.slice(version.length), "base64url");
  if (bytes.length < nonceBytes + tagBytes) return null;
  const nonce = bytes.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, key(), nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(userId));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
