import { describe, expect, it } from "vitest";

process.env["SST_RESOURCE_App"] = '{"name":"test","stage":"test"}';
process.env["SST_RESOURCE_SecretKey"] = '{"value":"0123456789abcdefghijklmnopqrstuvwxyz"}';

const alice = "0198a000-0000-7000-8000-000000000001";
const bob = "0198a000-0000-7000-8000-000000000002";
const secret = "sk-own-ключ-0123456789";
// Settings are read once: after the variables above are set.
const box = await import("./secret-box.ts");

describe("a sealed secret", () => {
  it("opens for whom it was sealed", () => {
    expect(box.open(box.seal(secret, alice), alice)).toBe(secret);
  });

  it("opens for nobody else", () => {
    expect(box.open(box.seal(secret, alice), bob)).toBeNull();
  });

  it("looks different each time and shows nothing of itself", () => {
    const [one, other] = [box.seal(secret, alice), box.seal(secret, alice)];
    expect(one).toMatch(/^v1\.[\w-]+$/);
    expect(one).not.toBe(other);
    expect(Buffer.from(one.slice(3), "base64url").toString("latin1")).not.toContain("sk-own");
  });

  it("does not open when a bit of it was changed", () => {
    const sealed = Buffer.from(box.seal(secret, alice).slice(3), "base64url");
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(box.open(`v1.${changed.toString("base64url")}`, alice)).toBeNull();
    }
  });

  it.each(["", "default", "v1.", "v1.AAAA", "v2.AAAA", "sk-in-clear"])("is not %j", (text) => {
    expect(box.open(text, alice)).toBeNull();
  });
});
