// The service about itself, and every path without a route.
import * as config from "@ai-learning/core/config";
import { document as asyncapi } from "@ai-learning/protocol/asyncapi";
import { document as openapi } from "@ai-learning/protocol/openapi";
import { headers, page, type AsyncApi, type OpenApi } from "../docs/page.ts";
import { serve } from "./app.ts";

/** Made once, when first asked for. */
let pageText: string | undefined;

export const handler = serve("service", {
  describeService: async () => ({
    body: {
      message: "AI Learning Platform API",
      version: "1.0.0",
      docs: `${config.publicUrl()}/api/docs`,
      openapi: `${config.publicUrl()}/api/openapi.json`,
      asyncapi: `${config.publicUrl()}/api/asyncapi.json`,
      frontend: config.publicUrl(),
    },
  }),
  // What it stands on is another route's affair: this one is for those who ask often.
  health: async () => ({ body: { status: "healthy", service: "ai-learning-platform" } }),
  openapi: async () => ({ body: openapi() }),
  asyncapi: async () => ({ body: asyncapi() }),
  docs: async () => ({
    body: (pageText ??= page(openapi() as unknown as OpenApi, asyncapi() as unknown as AsyncApi)),
    headers,
  }),
});
