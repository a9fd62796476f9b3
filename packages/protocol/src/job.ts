// Jobs: model work with a structured result, read and waited for apart from the request that asked for it.
import * as z from "zod";
import { answerNotes } from "./chat.ts";
import { errorCodes } from "./error.ts";

export const jobKinds = ["generate-plan", "module-outline", "generate-lesson"] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobStatuses = ["pending", "running", "complete", "failed"] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** Result of `generate-plan`. */
export const planResult = z.object({
  plan: z.unknown(),
  chat_id: z.string().nullable().describe("the chat whose dialogue was read"),
  tokens_used: z.int(),
});

export const job = z.object({
  id: z.string(),
  kind: z.enum(jobKinds),
  status: z.enum(jobStatuses),
  track_id: z.string().nullable(),
  attempt: z.int().describe("tries of the worker since it was last asked for"),
  result: z.unknown().describe("of a complete one; its shape depends on the kind"),
  error: z
    .object({ code: z.enum(errorCodes), detail: z.string() })
    .nullable()
    .describe("why it failed"),
  ...answerNotes.shape,
  created_at: z.string(),
  updated_at: z.string(),
  ended_at: z.string().nullable(),
});
export type Job = z.infer<typeof job>;

/** 202: the job goes on; read it with `GET /api/jobs/{id}`, or wait for `job_done`. */
export const jobAccepted = z.object({
  success: z.literal(true),
  status: z.literal("accepted"),
  job_id: z.string(),
});
