// Rows of the HTTP contract by which tracks and chats are taken along as files.
import * as z from "zod";
import { id } from "./id.ts";
import { limits } from "./limits.ts";
import { paths } from "./paths.ts";
import { defineRoutes } from "./route.ts";

const trackId = z.object({ id: id.describe("track") });
const chatId = z.object({ id: id.describe("chat") });

export const takeawayRoutes = defineRoutes({
  trackMarkdown: {
    ...paths.trackMarkdown,
    owner: "tracks",
    auth: "required",
    tag: "tracks",
    summary: "A track with its modules, as a Markdown file in the user's language",
    params: trackId,
    response: z.string(),
    mediaType: "text/markdown",
    errors: ["invalid_id", "track_not_found"],
  },
  chatMarkdown: {
    ...paths.chatMarkdown,
    owner: "chat",
    auth: "required",
    tag: "chat",
    summary:
      "A chat as a Markdown file in the user's language; what is long comes in parts, and Link leads to the next",
    params: chatId,
    query: z.object({
      part: z.coerce.number().int().min(1).max(limits.maxPosition).optional(),
      after: z.coerce
        .number()
        .int()
        .min(0)
        .max(limits.maxPosition)
        .optional()
        .describe("only messages at a greater position than this"),
    }),
    response: z.string(),
    mediaType: "text/markdown",
    errors: ["invalid_id", "chat_not_found"],
  },
});
