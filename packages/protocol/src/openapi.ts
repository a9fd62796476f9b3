// The HTTP contract as an OpenAPI 3.1 document, made from its rows.
import * as z from "zod";
import { errorBody, errorStatus, type ErrorCode } from "./error.ts";
import { routes } from "./http.ts";
import { commonErrors, signInErrors, type Route } from "./route.ts";

type Json = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return json;
};

const content = (schema: Json, type = "application/json") => ({ [type]: { schema } });

const errorRef: Json = { $ref: "#/components/schemas/Error" };

function errorsOf(route: Route): readonly ErrorCode[] {
  const signIn = route.auth === "none" || route.auth === "optional" ? [] : signInErrors;
  return [...new Set([...route.errors, ...signIn, ...commonErrors])];
}

function responsesOf(route: Route): Json {
  const byStatus = Map.groupBy(errorsOf(route), (code) => errorStatus[code]);
  const errors = [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([status, codes]) => [
      String(status),
      { description: `code: ${codes.join(", ")}`, content: content(errorRef) },
    ]);
  return {
    "200": {
      description: "OK",
      content: content(schemaOf(route.response, "output"), route.mediaType),
    },
    ...(route.accepted === undefined
      ? {}
      : {
          "202": {
            description: "Accepted; the work goes on",
            content: content(schemaOf(route.accepted, "output")),
          },
        }),
    ...Object.fromEntries(errors),
  };
}

function parametersOf(schema: z.ZodObject | undefined, where: "path" | "query"): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === "path" || !field.safeParse(undefined).success,
    schema: schemaOf(field as z.ZodType, "input"),
  }));
}

const security = (route: Route): Json =>
  route.auth === "none"
    ? { security: [] }
    : {
        security: [
          { bearer: [] },
          { cookie: [] },
          ...(route.auth === "optional" || route.auth === "guest" ? [{}] : []),
        ],
      };

/** The whole document, ready to be sent as JSON. */
export function document(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = {
      operationId: name,
      tags: [route.tag],
      summary: route.summary,
      parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
      ...(route.body === undefined
        ? {}
        : {
            requestBody: {
              required: route.bodyOptional !== true,
              content: content(schemaOf(route.body, "input")),
            },
          }),
      responses: responsesOf(route),
      ...security(route),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "AI Learning Platform",
      version: "1.0.0",
      description:
        "Course plans, planned with a mentor. Frames of the sockets: /api/asyncapi.json.",
    },
    paths,
    components: {
      schemas: { Error: schemaOf(errorBody, "output") },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        cookie: { type: "apiKey", in: "cookie", name: "sign_in" },
      },
    },
  };
}
