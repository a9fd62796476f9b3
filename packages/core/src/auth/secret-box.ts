// Secrets of users at rest: AES-256-GCM under a key derived from the stage's, bound to whose they are.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import * as config from "../config.ts";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

const derived = (value: string, info: string): Buffer =>
  Buffer.from(hkdfSync("sha256", value, "", info, 32));

/** Seals a secret for one user: `v2.`, the key's id, a dot, and base64url of nonce, ciphertext, tag. */
export function seal(secret: string, userId: string): string {
  const [{ id, value }] = config.sealingKeys();
  const nonce = randomBytes(nonceBytes);
  const key = derived(value, "ai-learning/own-model-key/v2");
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(userId));
  const sealed = [nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()];
  return `v2.${id}.${Buffer.concat(sealed).toString("base64url")}`;
}

/** The keys that may have sealed something, and what they sealed. */
function readable(sealed: string): { readonly keys: readonly Buffer[]; readonly text: string } {
  const [version, ...rest] = sealed.split(".");
  const [id = "", text = ""] = rest;
  if (version === "v2" && rest.length === 2) {
    const named = config.sealingKeys().filter((key) => key.id === id);
    return { keys: named.map((key) => derived(key.value, "ai-learning/own-model-key/v2")), text };
  }
  // Before sealing had keys of its own, they were derived from the key that signs, and not named.
  if (version === "v1" && rest.length === 1) {
    const all = config.secretKeys();
    const info = "ai-learning/own-model-key/v1";
    return { keys: all.map((key) => derived(key.value, info)), text: id };
  }
  return { keys: [], text: "" };
}

function decipher(bytes: Buffer, key: Buffer, userId: string): string | null {
  const opened = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  opened.setAAD(Buffer.from(userId));
  opened.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = opened.update(bytes.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([text, opened.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** The secret as it was; null when it was sealed for somebody else, under a key that is gone, or changed. */
export function open(sealed: string, userId: string): string | null {
  const { keys, text } = readable(sealed);
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length < nonceBytes + tagBytes) return null;
  for (const key of keys) {
    const secret = decipher(bytes, key, userId);
    if (secret !== null) return secret;
  }
  return null;
}

/** Whether a secret was sealed under a key that is not the newest: it should be sealed anew. */
export const isOutdated = (sealed: string): boolean =>
  !sealed.startsWith(`v2.${config.sealingKeys()[0].id}.`);
