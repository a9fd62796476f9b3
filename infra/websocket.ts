// The routes of the WebSocket API, each to its function. Answers go through `@connections`, never back by the route.
import { functions } from "@ai-learning/functions/manifest";
import { deployed } from "./functions.ts";
import { router } from "./router.ts";
import { socketApi } from "./socket.ts";

for (const { name, websocket = [] } of functions) {
  for (const route of websocket) socketApi.route(route, deployed(name).arn, { name: route });
}

// `$$` is one `$` in a replacement: the API answers at the root of its stage, whose name that is.
router.route("/ws", socketApi.url, { rewrite: { regex: "^/ws.*$", to: "/$$default" } });
