import { describe, expect, it } from "vitest";
import { isPublic } from "./address.ts";

describe("isPublic", () => {
  it.each([
    "127.0.0.1",
    "10.0.0.1",
    "172.31.255.255",
    "192.168.1.3",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "fe80::1",
    "fd00::1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "2001:db8::1",
    "2001::1",
    "2001:20::1",
    "100::1",
    "fec0::1",
    "ff02::1",
    "::127.0.0.1",
    "::ffff:7f00:1",
    "fe80::1%eth0",
    "2606:4700::1111%eth0",
    "0177.0.0.1",
    "2130706433",
    "127.1",
    "not an address",
  ])("refuses %s", (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700:4700::1111"])("allows %s", (address) => {
    expect(isPublic(address)).toBe(true);
  });
});
