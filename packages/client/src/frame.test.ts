import { describe, expect, it } from "vitest";
import { readFrame } from "./frame.ts";

describe("readFrame", () => {
  it("reads our own frames", () => {
    expect(readFrame('{"type":"pong","timestamp":"x"}')).toEqual({ type: "pong", timestamp: "x" });
  });

  it("knows the gateway's error frames, which have no type", () => {
    const text = '{"message": "Internal server error", "connectionId":"a=", "requestId":"b="}';
    expect(readFrame(text)).toEqual({ type: "gateway_error", message: "Internal server error" });
  });

  it.each(["", "no json", "null", "[]", "7", '{"message":"x"}', '{"type":7}', new Uint8Array(2)])(
    "takes %s for no frame",
    (data) => {
      expect(readFrame(data)).toBeNull();
    },
  );
});
