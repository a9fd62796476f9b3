// A user's own model where private addresses are not allowed, which is everywhere but on a laptop: nothing inside is
// ever called, neither when settings are saved nor when they were saved before.
import { describe, expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { database } from "../support/database.ts";
import { track } from "../support/learning.ts";
import { bringModel } from "../support/own-model.ts";

const api_key = "sk-own-0123456789";
const model_name = "own-model";

describe("an address that is not public", () => {
  test.each([
    ["the metadata service", "http://169.254.169.254/latest"],
    ["the metadata service over https", "https://169.254.169.254/latest"],
    ["loopback in IPv6", "http://[::1]/v1"],
    ["loopback in IPv6 over https", "https://[::1]/v1"],
    ["loopback mapped into IPv6", "https://[::ffff:127.0.0.1]/v1"],
    ["loopback by number", "https://2130706433/v1"],
    ["loopback in octal", "https://0177.0.0.1/v1"],
    ["a private network", "https://10.0.0.1/v1"],
    ["plain http", "http://example.com/v1"],
    ["a user name", "https://user:secret@example.com/v1"],
    ["no URL", "example.com"],
  ])("is not saved: %s", async (_, base_url) => {
    const client = await guest();
    const { detail } = await client.refused("url_not_allowed", "setUserConfig", {
      body: { base_url, api_key, model_name },
    });
    expect(detail).toMatch(/^base_url (?:must|is)/);
    expect(await client.ok("userConfig")).toMatchObject({ has_custom_key: false });
  });

  test.each([
    ["an address", (url: string) => url.replace("http:", "https:")],
    ["plain http", (url: string) => url],
    ["a name", (url: string) => url.replace("http://127.0.0.1", "https://localhost")],
  ])("is not called when it was saved before: %s", async (_, as) => {
    const inside = await bringModel();
    const client = await guest();
    const body = { base_url: "https://own.example/v1", api_key, model_name };
    await client.ok("setUserConfig", { body });
    await database()`
      update ai_configurations set base_url = ${as(inside.url)}
      where user_id = ${client.user.id}`;
    const made = await track(client);

    const message = { session_id: made.session_id, message: "Hello" };
    const { detail } = await client.refused("url_not_allowed", "chatResponse", { body: message });
    expect(detail).toMatch(/must be https and public/);
    await client.refused("url_not_allowed", "generatePlan", { body: { track_id: made.id } });
    await client.refused("url_not_allowed", "testConnection", {});

    expect(inside.requests).toEqual([]);
    const rows = await database()`
      select spent, reserved from usage_days where user_id = ${client.user.id}`;
    expect([...rows]).toEqual([{ spent: 0, reserved: 0 }]);
  });
});
