// The service about itself.
import * as z from "zod";

export const welcome = z.object({
  message: z.string(),
  version: z.string(),
  docs: z.string(),
  openapi: z.string(),
  asyncapi: z.string(),
  frontend: z.string(),
});

export const health = z.object({
  status: z.enum(["healthy", "unhealthy"]),
  service: z.literal("ai-learning-platform"),
  database: z.enum(["reachable", "unreachable"]),
  model: z.string(),
});
