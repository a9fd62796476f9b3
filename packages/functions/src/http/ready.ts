// Whether what the service stands on is there. A function of its own: it may look at every part, which the one that
// answers strangers' every path may not.
import { checks } from "@ai-learning/core/adapters/health";
import { PublicError } from "@ai-learning/core/error";
import { createReadiness } from "@ai-learning/core/readiness";
import { serve } from "./app.ts";

const partsNow = createReadiness(checks);

/** No sooner is there anything new to hear. */
const retryAfter = 5;

export const handler = serve("ready", {
  ready: async () => {
    const parts = await partsNow();
    const away = Object.entries(parts).flatMap(([name, state]) =>
      state === "reachable" ? [] : name,
    );
    if (away.length > 0) {
      throw new PublicError("not_ready", `Unreachable: ${away.join(", ")}`, { parts, retryAfter });
    }
    return { body: { status: "ready", service: "ai-learning-platform", parts } };
  },
});
