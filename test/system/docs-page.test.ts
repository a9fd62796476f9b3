// The contract to read: the page of both documents, and the document of the frames.
import { createHash } from "node:crypto";
import { routes } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import { clientFrames, serverFrame, switchCommands } from "@ai-learning/protocol/websocket";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, test } from "vitest";
import { anonymous } from "../support/client.ts";
import type { Answer } from "../support/http.ts";

interface Message {
  readonly name: string;
  readonly summary?: string;
  readonly payload: { readonly properties: Record<string, object> };
}

interface Document {
  readonly asyncapi: string;
  readonly info: { title: string; version: string };
  readonly channels: Record<string, { address: string; messages: Record<string, object> }>;
  readonly operations: Record<
    string,
    { action: string; channel: { $ref: string }; messages: { $ref: string }[]; security: object[] }
  >;
  readonly components: { messages: Record<string, Message>; securitySchemes: object };
}

const rows = Object.values<Route>(routes);
let page: Answer<string>;
let document: Document;

beforeAll(async () => {
  page = await anonymous().answer("docs");
  document = (await anonymous().ok("asyncapi")) as Document;
});

describe("the page", () => {
  test.each(rows.map(({ method, path, summary }) => [method, path, summary] as const))(
    "shows %s %s",
    (method, path, summary) => {
      const start = page.body.indexOf(
        `<code>${path.replace(/:(\w+)/g, "{$1}").replaceAll("'", "&#39;")}</code>`,
      );
      expect(start).toBeGreaterThan(0);
      expect(page.body).toContain(`<b>${method}</b>`);
      expect(page.body).toContain(summary.replaceAll("'", "&#39;"));
    },
  );

  test("shows every frame", () => {
    for (const { name } of Object.values(document.components.messages)) {
      expect(page.body).toContain(`<summary><code>${name}</code>`);
    }
  });

  test("allows its own style and nothing else", () => {
    const [, style = ""] = /<style>([^]*?)<\/style>/.exec(page.body) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(Object.fromEntries(page.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    });
  });

  test("has no script, no inline style and nothing from elsewhere", () => {
    expect(page.body).not.toMatch(/<script|\sstyle=|\son\w+=|javascript:|<img|<link|<iframe/i);
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(page.body.match(/<style/g)).toHaveLength(1);
  });

  test("closes every tag it opens", () => {
    const open: string[] = [];
    const wrong: string[] = [];
    const markup = page.body.replace(/<style>[^]*?<\/style>/, "");
    for (const [tag, end, name = ""] of markup.matchAll(/<(\/?)([a-z]\w*)[^>]*?>/g)) {
      if (end === "/") wrong.push(...(open.pop() === name ? [] : [tag]));
      else if (!tag.endsWith("/>") && !["meta", "br"].includes(name)) open.push(name);
    }
    expect([...wrong, ...open]).toEqual([]);
  });
});

describe("the document of the frames", () => {
  test("is AsyncAPI 3.0 with a title and a version", () => {
    expect(document.asyncapi).toBe("3.0.0");
    expect(document.info).toMatchObject({ title: "AI Learning Platform", version: "1.0.0" });
    expect(Object.keys(document).toSorted()).toEqual(
      ["asyncapi", "channels", "components", "defaultContentType", "info", "operations"].toSorted(),
    );
  });

  test("covers every frame of both unions, each by its name", () => {
    const sent = serverFrame.options.map((one) => one.shape.type.value);
    const received = [...Object.keys(clientFrames), ...Object.keys(switchCommands)]
      // The same frame as `text`.
      .filter((name) => name !== "message")
      .map((name) => `client_${name}`);
    expect(Object.keys(document.components.messages).toSorted()).toEqual(
      [...sent, ...received].toSorted(),
    );
    for (const [key, { name, summary, payload }] of Object.entries(document.components.messages)) {
      expect({ key, summary }).toEqual({ key, summary: expect.any(String) });
      const tag = payload.properties["type"] ?? payload.properties["command"];
      expect(JSON.stringify(tag)).toContain(`"${name}"`);
    }
  });

  test("says who sends what where, and with which sign-in", () => {
    expect(Object.values(document.channels).map(({ address }) => address)).toEqual([
      "/ws/chat/{session_key}",
      "/ws/chat/{session_key}/switch",
    ]);
    const actions = Object.values(document.operations).map(({ action, channel }) => [
      action,
      channel.$ref,
    ]);
    expect(actions).toEqual([
      ["receive", "#/channels/chat"],
      ["send", "#/channels/chat"],
      ["receive", "#/channels/switch"],
      ["send", "#/channels/switch"],
    ]);
    for (const { security } of Object.values(document.operations)) expect(security).toHaveLength(3);
  });

  test("has references that all lead somewhere", () => {
    for (const [, pointer = ""] of JSON.stringify(document).matchAll(/"\$ref":"#([^"]*)"/g)) {
      let found: unknown = document;
      for (const part of pointer.split("/").slice(1)) {
        found = (found as Record<string, unknown>)[part];
      }
      expect({ pointer, found }).toEqual({ pointer, found: expect.any(Object) });
    }
  });

  test("has draft 7 schemas that accept frames and refuse other values", () => {
    const ajv = new Ajv({ strict: false });
    for (const { payload } of Object.values(document.components.messages)) ajv.compile(payload);
    const { client_text: text, pong } = document.components.messages;
    expect(ajv.validate(text?.payload ?? {}, { type: "text", message: "Hello" })).toBe(true);
    expect(ajv.validate(text?.payload ?? {}, { type: "text" })).toBe(false);
    expect(ajv.validate(pong?.payload ?? {}, { type: "pong", timestamp: "now" })).toBe(true);
    expect(ajv.validate(pong?.payload ?? {}, { type: "ping" })).toBe(false);
  });
});
