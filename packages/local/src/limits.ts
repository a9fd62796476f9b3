// Every number that API Gateway, Lambda and SQS impose, and our own pool sizes. Tests inject smaller ones.

/** Milliseconds and bytes unless the name says otherwise. */
export interface Limits {
  /** One WebSocket frame from the client; more closes with 1009. */
  readonly frameBytes: number;
  /** One message in either direction; more closes with 1009, or answers 413 on `@connections`. */
  readonly messageBytes: number;
  readonly socketIdleMs: number;
  readonly socketLifeMs: number;
  /** How long the gateway waits for a WebSocket route; the function itself may go on. */
  readonly socketIntegrationMs: number;
  /** The same for an HTTP route. */
  readonly httpIntegrationMs: number;
  readonly httpBodyBytes: number;
  /** Request line and headers together. */
  readonly httpHeaderBytes: number;
  readonly urlCharacters: number;
  readonly connectsPerSecond: number;
  /** Shared by HTTP requests, socket messages and posts, as on an account. */
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  /** Unsent bytes of one socket from which posts are refused with 429. */
  readonly postBufferBytes: number;
  /** Maximum number of processes of one function; further calls wait. */
  readonly concurrency: Readonly<Record<string, number>>;
  readonly defaultConcurrency: number;
  /** Booted processes kept ready for whichever function needs one next. */
  readonly spares: number;
  /** A process unused for so long is ended, but for one of each function. */
  readonly processIdleMs: number;
  /** Records of one queue worked on at a time. */
  readonly queueConcurrency: Readonly<Record<"wakeups" | "dead-letters", number>>;
  /** Short: fauxqs hands messages to a poll whose client is gone, and then they stay hidden for long. */
  readonly longPollSeconds: number;
  /** How long busy functions may go on after a stop was asked for. */
  readonly stopGraceMs: number;
}

/** The values of the AWS quotas, and pool sizes that fit a laptop. */
export const defaultLimits: Limits = {
  frameBytes: 32 * 1024,
  messageBytes: 128 * 1024,
  socketIdleMs: 10 * 60_000,
  socketLifeMs: 2 * 60 * 60_000,
  socketIntegrationMs: 29_000,
  httpIntegrationMs: 30_000,
  httpBodyBytes: 10 * 1024 * 1024,
  httpHeaderBytes: 10_240,
  urlCharacters: 4096,
  connectsPerSecond: 500,
  requestsPerSecond: 10_000,
  requestBurst: 5000,
  postBufferBytes: 1024 * 1024,
  concurrency: { ai: 32, generate: 16, migrate: 1, sweep: 1 },
  defaultConcurrency: 8,
  spares: 1,
  processIdleMs: 60_000,
  queueConcurrency: { wakeups: 16, "dead-letters": 1 },
  longPollSeconds: 1,
  stopGraceMs: 2000,
};
