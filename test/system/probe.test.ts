import { test } from "vitest";
import { anonymous } from "../support/client.ts";
test("p", async () => {
  for (const body of [
    { api_key: "a\0b" },
    { api_key: "ключ" },
    { model_name: "a\0b" },
    { model_name: "a\ud800b" },
    { base_url: "a\0b" },
    { api_key: "k", model_name: "a\0b" },
    { api_key: "k", model_name: "a\ud800b" },
    { api_key: "k", base_url: "https://a\0b" },
    { api_key: "k", base_url: "https://a\ud800b" },
    { api_key: "k", base_url: "https://no-such-host.invalid/v1" },
  ]) {
    const t = Date.now();
    const r = await anonymous().request("POST", "/api/ai/test-connection", { body });
    console.log(JSON.stringify(body), r.status, JSON.stringify(r.body), Date.now() - t);
  }
});
