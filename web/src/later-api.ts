// Calls of parts of the page that are loaded later.
import { laterPaths } from "@ai-learning/protocol/later-paths";
import { callTo } from "./api.ts";

export const callLater = callTo(laterPaths);
