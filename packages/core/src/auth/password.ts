// Passwords: Node's own argon2id with the parameters OWASP's password storage sheet asks for. Those of the original system
// are bcrypt's until their first sign-in here.
import { compare } from "bcryptjs";
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet, argon2id). */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;

const hashWith = async (password: string, nonce: Buffer): Promise<Buffer> =>
  Buffer.from(
    await derive("argon2id", { message: Buffer.from(password.normalize("NFKC")), nonce, ...cost }),
  );

/** A PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hash(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await hashWith(password, nonce);
  const b64 = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${b64(nonce)}$${b64(tag)}`;
}

/** A hash nobody's password has; compared with when there is no user, so that both take as long. */
const nobody = `$argon2id$v=19$m=19456,t=2,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

/** As passlib wrote them; work beyond 2^14 rounds was never its. */
const bcrypt = /^\$2[aby]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/;

/** Whether a hash is the original's, to be replaced by one of ours as soon as the password is known. */
export const isOriginals = (stored: string): boolean => bcrypt.test(stored);

/** True when the password is the one hashed; `null` (no such user) costs the same as one of ours and is false. */
export async function verify(password: string, stored: string | null): Promise<boolean> {
  // The original normalised nothing.
  if (stored !== null && isOriginals(stored)) return compare(password, stored);
  const [, , , , salt, tag] = (stored?.startsWith("$argon2id$") ? stored : nobody).split("$");
  const expected = Buffer.from(tag ?? "", "base64");
  const actual = await hashWith(password, Buffer.from(salt ?? "", "base64"));
  return expected.length === actual.length && timingSafeEqual(expected, actual) && stored !== null;
}
