import { describe, expect, it, vi } from "vitest";
import { addressOf, cookiesOf, localeOf } from "./edge.ts";

vi.mock("@ai-learning/core/config", () => ({ edgeSecret: () => "edge" }));

describe("localeOf", () => {
  it.each([
    ["ru-RU,ru;q=0.9,en;q=0.8", "ru"],
    ["en-US,en;q=0.9,ru;q=0.8", "en"],
    ["de-DE,ru;q=0.5,en;q=0.7", "en"],
    ["ru;q=0", "en"],
    ["RU", "ru"],
    ["en ; q=0.3 , ru ; q=0.4", "ru"],
    ["", "en"],
    ["*", "en"],
  ])("reads %s as %s", (header, locale) => {
    expect(localeOf({ "accept-language": header })).toBe(locale);
  });
});

describe("cookiesOf", () => {
  it("reads a header or a list, and believes the first of a name", () => {
    expect(cookiesOf({ cookie: "a=1; b=x=y; a=2; =z" })).toEqual({ a: "1", b: "x=y" });
    expect(cookiesOf({}, ["a=1", "b=2"])).toEqual({ a: "1", b: "2" });
    expect(cookiesOf({})).toEqual({});
  });
});

describe("addressOf", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::9", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::", "fe80:0:0:0::/64"],
  ])("counts %s as %s", (address, counted) => {
    expect(addressOf({ "x-stage-secret": "edge", "x-viewer-address": address }, "10.0.0.1")).toBe(
      counted,
    );
    expect(addressOf({}, address)).toBe(counted);
  });

  it("believes a viewer's address from the edge alone", () => {
    expect(addressOf({ "x-viewer-address": "192.0.2.7" }, "198.51.100.1")).toBe("198.51.100.1");
    const forged = { "x-stage-secret": "Edge", "x-viewer-address": "192.0.2.7" };
    expect(addressOf(forged, "198.51.100.1")).toBe("198.51.100.1");
  });
});
