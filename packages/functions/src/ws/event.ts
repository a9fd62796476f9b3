// The parts of API Gateway's WebSocket events that handlers use.
import type {
  APIGatewayProxyStructuredResultV2,
  APIGatewayProxyWebsocketEventV2,
} from "aws-lambda";

/** `$connect`: the only event with headers and a query. */
export type ConnectEvent = APIGatewayProxyWebsocketEventV2 & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
};

export type FrameEvent = APIGatewayProxyWebsocketEventV2;

/** Nothing is ever returned to a socket: replies go through `@connections`. */
export type Result = APIGatewayProxyStructuredResultV2;

export const ok: Result = { statusCode: 200 };
