// The HTTP API: the manifest's routes, each to its function.
import { functions } from "@ai-learning/functions/manifest";
import { deployed } from "./functions.ts";
import { router } from "./router.ts";
import { size, withoutAccessLog } from "./stage.ts";

export const httpApi = new sst.aws.ApiGatewayV2("HttpApi", {
  // One origin: whoever else may call is answered by the functions (CORS_ORIGINS).
  cors: false,
  accessLog: { retention: size.logs },
  transform: {
    stage: {
      ...withoutAccessLog,
      defaultRouteSettings: { throttlingRateLimit: size.rate, throttlingBurstLimit: size.burst },
    },
  },
});

for (const { name, http = [] } of functions) {
  for (const route of http) httpApi.route(route, deployed(name).arn);
}

// Longer than any function behind it may take.
router.route("/api", httpApi.url, { readTimeout: "30 seconds" });
