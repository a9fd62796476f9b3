import { describe, expect, it } from "vitest";

process.env["SST_RESOURCE_App"] = '{"name":"test","stage":"test"}';
process.env["SST_RESOURCE_SecretKey"] = '{"value":"0123456789abcdefghijklmnopqrstuvwxyz"}';
process.env["SST_RESOURCE_SealingKey"] =
  '{"value":"zyxwvutsrqponmlkjihgfedcba9876543210, the-sealing-key-of-last-year-9876543210"}';

const alice = "0198a000-0000-7000-8000-000000000001";
const bob = "0198a000-0000-7000-8000-000000000002";
const secret = "sk-own-ключ-0123456789";
/** The same secret, sealed under the second of the keys above. */
const sealedBefore =
  "v2.nvHqqFGk.NuJQFxCEQskps5kji681sRs3beZeoL1KUPUfJ2lnz5L_lph5QjZSathXyCz0s-wSiwTVLhA8";
/** The same secret, as the first version of sealing made it. */
const sealedByFirstVersion =
  "v1.NaaUWc22i1KANogqxpHxziTaszqwYDLFh-K9c49u8eG_DgDf41rFWrwXFcs0CCNkiQl_k-Wx";
// Settings are read once: after the variables above are set.
const box = await import("./secret-box.ts");
const textOf = (sealed: string): string => sealed.split(".").at(-1) ?? "";

describe("a sealed secret", () => {
  it("opens for whom it was sealed", () => {
    expect(box.open(box.seal(secret, alice), alice)).toBe(secret);
  });

  it("opens for nobody else", () => {
    expect(box.open(box.seal(secret, alice), bob)).toBeNull();
  });

  it("looks different each time and shows nothing of itself", () => {
    const [one, other] = [box.seal(secret, alice), box.seal(secret, alice)];
    expect(one).toMatch(/^v2\.[\w-]{8}\.[\w-]+$/);
    expect(one).not.toBe(other);
    expect(Buffer.from(textOf(one), "base64url").toString("latin1")).not.toContain("sk-own");
  });

  it("does not open when a bit of it was changed", () => {
    const whole = box.seal(secret, alice);
    const sealed = Buffer.from(textOf(whole), "base64url");
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      const text = changed.toString("base64url");
      expect(box.open(whole.replace(textOf(whole), text), alice)).toBeNull();
    }
  });

  it("opens under a key before the newest, and is outdated then", () => {
    expect(box.open(sealedBefore, alice)).toBe(secret);
    expect(box.isOutdated(sealedBefore)).toBe(true);
    expect(box.isOutdated(box.seal(secret, alice))).toBe(false);
  });

  it("opens when it was sealed under the key that signs, before sealing had keys of its own", () => {
    expect(box.open(sealedByFirstVersion, alice)).toBe(secret);
    expect(box.open(sealedByFirstVersion, bob)).toBeNull();
    expect(box.isOutdated(sealedByFirstVersion)).toBe(true);
  });

  it("does not open under a key that is gone", () => {
    const [version, , text] = sealedBefore.split(".");
    expect(box.open(`${version}.AAAAAAAA.${text}`, alice)).toBeNull();
  });

  it.each(["", "default", "v1.", "v1.AAAA", "v2.AAAA", "v2.a.b.c", "sk-in-clear"])(
    "is not %j",
    (text) => {
      expect(box.open(text, alice)).toBeNull();
    },
  );
});
