import { describe, expect, it } from "vitest";
import { failure } from "./api-failure.ts";

const answer = (status: number, body: string, headers: Record<string, string> = {}): Response =>
  new Response(body, { status, headers });

describe("failure", () => {
  it("keeps what the service says", async () => {
    const body = {
      detail: "title is required",
      code: "invalid_request",
      request_id: "r1",
      issues: [{ path: "title", message: "is required" }],
    };
    const error = await failure(answer(422, JSON.stringify(body), { "Retry-After": "7" }));
    expect(error).toMatchObject({
      code: "invalid_request",
      status: 422,
      requestId: "r1",
      issues: body.issues,
      retryAfter: 7,
      needsSignIn: false,
    });
  });

  it("asks for a sign-in only where one is missing", async () => {
    const wrong = { detail: "", code: "invalid_credentials", request_id: "" };
    expect((await failure(answer(401, JSON.stringify(wrong)))).needsSignIn).toBe(false);
    expect((await failure(answer(401, ""))).needsSignIn).toBe(true);
  });

  it.each([
    [429, "unavailable"],
    [502, "unavailable"],
    [504, "unavailable"],
    [413, "payload_too_large"],
    [500, "internal_error"],
  ])("gives a proxy's %i page the code %s", async (status, code) => {
    expect((await failure(answer(status, "<h1>Sorry</h1>"))).code).toBe(code);
  });
});
