// A JSON schema as a list to read: name, type, bounds, what it means.
import { html, type Html } from "./html.ts";

/** The part of JSON schema that our contract uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly $ref?: string;
}

/** A whole number's own limits say nothing. */
const meaningful = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;

const alternatives = (schema: Schema): readonly Schema[] => schema.anyOf ?? schema.oneOf ?? [];

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1) ?? "";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  const options = alternatives(schema);
  if (options.length > 0) return [...new Set(options.map(typeOf))].join(" | ");
  if (schema.type === "array") return `list of ${typeOf(schema.items ?? {})}`;
  return [schema.type ?? "anything"].flat().join(" | ");
}

function boundsOf(schema: Schema): string[] {
  const { minLength, maxLength, minimum, maximum, pattern, format } = schema;
  return [
    format ?? "",
    minLength === undefined ? "" : `at least ${minLength} characters`,
    maxLength === undefined ? "" : `at most ${maxLength} characters`,
    meaningful(minimum) ? `from ${minimum}` : "",
    meaningful(maximum) ? `to ${maximum}` : "",
    pattern === undefined || format !== undefined ? "" : pattern,
    schema.default === undefined ? "" : `otherwise ${JSON.stringify(schema.default)}`,
    ...alternatives(schema).flatMap(boundsOf),
  ].filter((one) => one !== "");
}

/** The objects inside a schema whose own fields are worth showing. */
const insides = (schema: Schema): readonly Schema[] =>
  schema.properties !== undefined
    ? [schema]
    : [...alternatives(schema), ...(schema.items === undefined ? [] : [schema.items])].flatMap(
        insides,
      );

function field(name: string, schema: Schema, isRequired: boolean): Html {
  const bounds = boundsOf(schema).join(", ");
  return html`<li>
    <code>${name}</code> <span class="type">${typeOf(schema)}</span>${
      !isRequired && html` <span class="soft">optional</span>`
    }${bounds !== "" && html` <span class="soft">${bounds}</span>`}${
      schema.description !== undefined && html`<br />${schema.description}`
    }${insides(schema).map(fieldsOf)}
  </li>`;
}

const fieldsOf = (schema: Schema): Html =>
  html`<ul>
    ${Object.entries(schema.properties ?? {}).map(([name, one]) =>
      field(name, one, schema.required?.includes(name) ?? false),
    )}
  </ul>`;

/** A schema as markup; one without fields is only its type. */
export function schemaHtml(schema: Schema): Html {
  const inside = insides(schema);
  return inside.length === 0
    ? html`<p class="type">${typeOf(schema)}</p>`
    : html`${schema.properties === undefined && html`<p class="type">${typeOf(schema)}</p>`}
      ${inside.map(fieldsOf)}`;
}
