// L10: no key, token, password, cookie, ticket or message text is ever logged, whatever goes wrong.
import { expect, it } from "vitest";
import { anonymous, browser, guest, newPerson } from "../support/client.ts";
import { newKey, planned } from "../support/learning.ts";
import { passingStack } from "../support/own-stack.ts";
import { modelKey } from "../support/script.ts";
import { refusedHandshake, Socket } from "../support/socket.ts";
import { until } from "../support/until.ts";

it(
  "L10: a journey through everything, with all logs on, leaves no secret in them",
  { timeout: 120_000 },
  async () => {
    const lines: string[] = [];
    const { stack, target } = await passingStack({
      env: { DEBUG: "true" },
      log: (_, line) => void lines.push(line),
    });
    const secrets = new Map<string, string>([["the server's model key", modelKey]]);
    const keep = (name: string, value: string | undefined | null): string => {
      expect({ name, value }).toEqual({ name, value: expect.stringMatching(/.{8}/) });
      secrets.set(name, value ?? "");
      return value ?? "";
    };
    const marked = (name: string): string =>
      keep(name, `${name.replaceAll(" ", "-")}-${crypto.randomUUID()}`);

    const client = await browser({ target });
    const account = { ...newPerson(), password: marked("password") };
    const { access_token } = await client.ok("register", { body: account });
    keep("access token", access_token);
    keep("cookie", client.jar?.get("sign_in"));
    keep("refresh cookie", client.jar?.get("sign_in_refresh"));
    await client.ok("refresh");
    keep("second cookie", client.jar?.get("sign_in"));
    keep("second refresh cookie", client.jar?.get("sign_in_refresh"));
    const login = { email: keep("address", account.email), password: marked("wrong password") };
    await anonymous({ target }).refused("invalid_credentials", "login", { body: login });
    await anonymous({ target, token: marked("bad token") }).refused("invalid_token", "me");

    const made = await planned(client);
    const { ticket } = await client.ok("ticket");
    const query = `?ticket=${keep("ticket", ticket)}`;
    const socket = await Socket.open(anonymous({ target }), made.session_id, { query });
    await refusedHandshake(anonymous({ target }), newKey(), { query });
    await refusedHandshake(anonymous({ target }), newKey(), {
      query: `?ticket=${marked("bad ticket")}`,
    });
    socket.send({ type: "text", message: marked("message") });
    await socket.next("ai_response");
    socket.send({ type: "text", message: `${marked("failing message")} [error 400 always]` });
    await socket.next("error");
    socket.send({ type: "text", message: `${marked("cut message")} [cut]` });
    await socket.next("error");
    socket.send(`{"type": "text", "message": "${marked("broken frame")}`);
    await socket.next("error", (frame) => frame.code === "invalid_json");
    const body = { session_id: made.session_id, message: `${marked("bad body")}\0` };
    await client.refused("invalid_request", "chatResponse", { body });
    await client.send("generatePlan", {
      body: { track_id: made.id, user_expectations: `${marked("expectations")} [alwaysbadjson]` },
    });
    await anonymous({ target }).send("testConnection", {
      body: { api_key: marked("own key"), base_url: "http://169.254.169.254", model_name: "x" },
    });
    await client.ok("changePassword", {
      body: { current_password: account.password, new_password: marked("new password") },
    });
    await client.ok("exportMe");
    const visitor = await guest({ target });
    await visitor.ok("deleteMe");
    await client.ok("deleteMe", { body: { password: secrets.get("new password") ?? "" } });
    await stack.invoke("sweep", {});

    await until(() => lines.some((line) => line.includes('"/api/auth/me/export"')), {
      what: "the log of the export",
    });
    const told = lines.filter((line) => line.includes('"event":"request"'));
    expect(told.length).toBeGreaterThan(10);
    expect(told.every((line) => /"request_id":"[^"]+"/.test(line))).toBe(true);
    const log = lines.join("\n");
    const leaked = [...secrets].filter(([, secret]) => log.includes(secret));
    expect(leaked.map(([name]) => name)).toEqual([]);
  },
);
