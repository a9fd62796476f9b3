// Whether what the service stands on is there, part by part, and never why not.
import * as z from "zod";

const state = z.enum(["reachable", "unreachable"]);

/** The parts by name: PostgreSQL, the table of live connections, the queue of wake-ups, the model's server. */
export const parts = z.object({ database: state, table: state, queue: state, model: state });

export type Parts = z.infer<typeof parts>;
