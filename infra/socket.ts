// The WebSocket API without its routes: functions have to know it before its routes can name them.
import { socket as routing } from "@ai-learning/functions/manifest";
import { isSet } from "./setting.ts";
import { size, withoutAccessLog } from "./stage.ts";

export const socketApi = new sst.aws.ApiGatewayWebSocket("SocketApi", {
  accessLog: { retention: size.logs },
  transform: {
    api: { routeSelectionExpression: routing.routeSelection },
    stage: {
      ...withoutAccessLog,
      defaultRouteSettings: { throttlingRateLimit: size.rate, throttlingBurstLimit: size.burst },
    },
  },
});

/** Where `@connections` is, without the right to use it. */
export const socket = new sst.Linkable("Socket", {
  properties: { url: socketApi.url, managementEndpoint: socketApi.managementEndpoint },
});

/** Where pages open their sockets when not on their own origin: for an account on which that one does not work. */
export const directSocketUrl: $util.Output<string> | undefined = isSet("DIRECT_SOCKET")
  ? socketApi.url
  : undefined;
