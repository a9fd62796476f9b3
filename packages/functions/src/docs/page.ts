// The contract as a page to read: routes and frames, made from their documents. No script, nothing
// from anywhere else.
import { createHash } from "node:crypto";
import { html, Html } from "./html.ts";
import { schemaHtml, type Schema } from "./schema.ts";
import { style } from "./style.ts";

type Media = Readonly<Record<string, { readonly schema: Schema }>>;

interface Operation {
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Media };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Media }>
  >;
  readonly security: readonly object[];
}

/** What the page reads of an OpenAPI document. */
export interface OpenApi {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: { readonly Error: Schema } };
}

interface Message {
  readonly name: string;
  readonly summary?: string;
  readonly payload: Schema;
}

/** What the page reads of an AsyncAPI document. */
export interface AsyncApi {
  readonly channels: Readonly<Record<string, { readonly title: string; readonly address: string }>>;
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly summary: string;
        readonly channel: { readonly $ref: string };
        readonly messages: readonly { readonly $ref: string }[];
      }
    >
  >;
  readonly components: { readonly messages: Readonly<Record<string, Message>> };
}

const signIn = ({ security }: Operation): string => {
  if (security.length === 0) return "No sign-in.";
  return security.some((one) => Object.keys(one).length === 0)
    ? "A sign-in is looked at, and not needed."
    : "Needs a sign-in.";
};

const media = (content: Media | undefined): Html[] =>
  Object.entries(content ?? {}).map(([type, { schema }]) =>
    type === "application/json" ? schemaHtml(schema) : html`<p class="type">${type}</p>`,
  );

function operationHtml(method: string, path: string, one: Operation): Html {
  const responses = Object.entries(one.responses);
  const good = responses.filter(([status]) => Number(status) < 400);
  const bad = responses.filter(([status]) => Number(status) >= 400);
  return html`<details>
    <summary>
      <b>${method.toUpperCase()}</b> <code>${path}</code> <span>${one.summary}</span>
    </summary>
    <div>
      <p>${signIn(one)}</p>
      ${
        one.parameters.length > 0 &&
        html`<h3>Parameters</h3>
          <ul>
            ${one.parameters.map(
              (parameter) =>
                html`<li>
                  <code>${parameter.name}</code>
                  <span class="soft">in ${parameter.in}${!parameter.required && ", optional"}</span>
                  ${parameter.schema.description} ${schemaHtml(parameter.schema)}
                </li>`,
            )}
          </ul>`
      }
      ${
        one.requestBody !== undefined &&
        html`<h3>Body${!one.requestBody.required && " (may be left out)"}</h3>
          ${media(one.requestBody.content)}`
      }
      ${good.map(
        ([status, { description, content }]) =>
          html`<h3>${status} ${description}</h3>
            ${media(content)}`,
      )}
      <h3>Errors</h3>
      <ul>
        ${bad.map(([status, { description }]) => html`<li>${status} <code>${description.replace("code: ", "")}</code></li>`)}
      </ul>
    </div>
  </details>`;
}

const lastOf = ({ $ref }: { readonly $ref: string }): string => $ref.split("/").at(-1) ?? "";

const messageHtml = ({ name, summary, payload }: Message): Html =>
  html`<details>
    <summary><code>${name}</code> <span>${summary}</span></summary>
    <div>${schemaHtml(payload)}</div>
  </details>`;

function channelsHtml({ channels, operations, components }: AsyncApi): Html[] {
  return Object.entries(channels).map(
    ([channel, { title, address }]) =>
      html`<h3><code>${address}</code> ${title}</h3>
        ${Object.values(operations)
          .filter((one) => lastOf(one.channel) === channel)
          .map(
            (one) =>
              html`<h3>${one.summary}</h3>
                ${one.messages.flatMap((message) => {
                  const found = components.messages[lastOf(message)];
                  return found === undefined ? [] : [messageHtml(found)];
                })}`,
          )}`,
  );
}

/** To the letter: its hash is in the policy. */
const sheet = new Html(`<style>${style}</style>`);

/** The policy of the page: its own style, and nothing else at all. */
const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Sent with the page. */
export const headers: Readonly<Record<string, string>> = {
  "Content-Security-Policy": policy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Referrer-Policy": "no-referrer",
  "X-Frame-Options": "DENY",
};

/** The whole page. */
export function page(openapi: OpenApi, asyncapi: AsyncApi): string {
  const rows = Object.entries(openapi.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, one]) => ({ path, method, one })),
  );
  const tags = Map.groupBy(rows, ({ one }) => one.tags[0] ?? "");
  const { title, version } = openapi.info;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>API · ${title}</title>
        ${sheet}
      </head>
      <body>
        <header>
          <h1>${title}: the API</h1>
          <p>Version ${version}. The same as documents, for programs:</p>
          <ul class="links">
            <li><a href="/api/openapi.json">OpenAPI</a></li>
            <li><a href="/api/asyncapi.json">AsyncAPI</a></li>
            <li><a href="/">To the site</a></li>
          </ul>
          <nav aria-label="Sections">
            <ul>
              ${[...tags.keys()].map((tag) => html`<li><a href="#${tag}">${tag}</a></li>`)}
              <li><a href="#error">errors</a></li>
              <li><a href="#frames">frames</a></li>
            </ul>
          </nav>
        </header>
        <main>
          ${[...tags].map(
            ([tag, operations]) =>
              html`<h2 id="${tag}">${tag}</h2>
                ${operations.map(({ method, path, one }) => operationHtml(method, path, one))}`,
          )}
          <h2 id="error">errors</h2>
          <p>
            Every error is this body; routes of the mentor add <code>success</code> and
            <code>error</code>.
          </p>
          ${schemaHtml(openapi.components.schemas.Error)}
          <h2 id="frames">frames</h2>
          <p>What goes over the sockets, as JSON text.</p>
          ${channelsHtml(asyncapi)}
        </main>
      </body>
    </html> `.text;
}
