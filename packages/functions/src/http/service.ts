// The service about itself, and every path nobody else answers.
import * as config from "@ai-learning/core/config";
import { ping } from "@ai-learning/core/health";
import { document } from "@ai-learning/protocol/openapi";
import { serve } from "./app.ts";

let openapi: unknown;

export const handler = serve("service", {
  describeService: async () => ({
    body: {
      message: "AI Learning Platform API",
      version: "1.0.0",
      docs: `${config.publicUrl()}/api/openapi.json`,
      frontend: config.publicUrl(),
    },
  }),
  health: async () => {
    await ping();
    return {
      body: {
        status: "healthy",
        service: "ai-learning-platform",
        database: "reachable",
        model: config.model().name,
      },
    };
  },
  openapi: async () => ({ body: (openapi ??= document()) }),
});
