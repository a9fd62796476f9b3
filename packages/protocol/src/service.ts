// The service about itself.
import * as z from "zod";
import { parts } from "./readiness.ts";

export const welcome = z.object({
  message: z.string(),
  version: z.string(),
  docs: z.string(),
  openapi: z.string(),
  asyncapi: z.string(),
  frontend: z.string(),
});

const name = z.literal("ai-learning-platform");

export const health = z.object({ status: z.literal("healthy"), service: name });

export const ready = z.object({ status: z.literal("ready"), service: name, parts });
