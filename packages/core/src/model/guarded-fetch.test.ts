import type { LookupAddress } from "node:dns";
import { describe, expect, it, vi } from "vitest";
import { brief, checkUrl, guardedFetch, type Lookup } from "./guarded-fetch.ts";

const at = (...addresses: readonly string[]) =>
  vi.fn<Lookup>((_, __, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    ),
  );

const refusal = expect.objectContaining({ code: "url_not_allowed" });

describe("checkUrl", () => {
  it.each([
    "http://example.com/v1",
    "https://127.0.0.1/v1",
    "https://127.1/v1",
    "https://2130706433/v1",
    "https://0x7f000001/v1",
    "https://0177.0.0.1/v1",
    "https://0x7f.1/v1",
    "https://１２７.０.０.１/v1",
    "https://127.0.0.1./v1",
    "https://[::1]/v1",
    "https://[::]/v1",
    "https://[::ffff:127.0.0.1]/v1",
    "https://[::ffff:7f00:1]/v1",
    "https://[64:ff9b::7f00:1]/v1",
    "https://[2002:7f00:1::]/v1",
    "https://[fd00::1]/v1",
    "https://169.254.169.254/latest",
    "https://100.64.0.1/v1",
    "https://user:secret@example.com/v1",
    "https://user@example.com/v1",
    "file:///etc/passwd",
    "gopher://example.com",
    "data:text/plain,x",
    "example.com",
    "",
  ])("refuses %s", (url) => {
    expect(() => checkUrl(url)).toThrow(refusal);
  });

  it.each(["https://example.com/v1", "https://8.8.8.8/v1", "https://[2606:4700::1111]/v1"])(
    "allows %s",
    (url) => {
      expect(checkUrl(url).href).toBe(url);
    },
  );
});

describe("guardedFetch", () => {
  it.each([
    ["a private address", ["10.0.0.1"]],
    ["loopback", ["127.0.0.1"]],
    ["the metadata service", ["169.254.169.254"]],
    ["loopback in IPv6", ["::1"]],
    ["a mapped address", ["::ffff:10.0.0.1"]],
    ["a public and a private address", ["8.8.8.8", "10.0.0.1"]],
    ["a private and a public address", ["fd00::1", "2606:4700::1111"]],
    ["nothing", []],
  ])("refuses a name that resolves to %s", async (_, addresses) => {
    const lookup = at(...addresses);
    const call = guardedFetch(brief, lookup)("https://own.example/v1");
    await expect(call).rejects.toEqual(refusal);
    expect(lookup).toHaveBeenCalledOnce();
  });

  it("connects to the address that was checked, even if the name resolves to another one next", async () => {
    const stop = new AbortController();
    const answers: LookupAddress[][] = [
      [{ address: "8.8.8.8", family: 4 }],
      [{ address: "127.0.0.1", family: 4 }],
    ];
    const lookup = vi.fn<Lookup>((_, __, callback) => {
      callback(null, answers.shift() ?? []);
      setImmediate(() => stop.abort());
    });
    const call = guardedFetch(brief, lookup)("https://own.example/v1", { signal: stop.signal });
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
    expect(lookup).toHaveBeenCalledOnce();
  });

  it("does not look up what is an address already, and refuses a private one", async () => {
    const lookup = at("8.8.8.8");
    await expect(guardedFetch(brief, lookup)("https://[::1]/v1")).rejects.toEqual(refusal);
    expect(lookup).not.toHaveBeenCalled();
  });

  it("tells a name that does not resolve from one that is refused", async () => {
    const lookup: Lookup = (_, __, callback) =>
      callback(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), []);
    const call = guardedFetch(brief, lookup)("https://own.example/v1");
    await expect(call).rejects.toMatchObject({ code: "ENOTFOUND" });
  });
});
