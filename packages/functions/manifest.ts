// Every function once: what it answers, how long it may run, what it may touch.
// `infra/` deploys from this list and `packages/local` runs from it, so the two cannot drift.

export {
  answerMetric,
  namespace as metricsNamespace,
  serviceMetric,
} from "@ai-learning/core/metric-names";

/** What a function is allowed to do; infra turns each into exact actions on exact resources. */
export type Right =
  | "database"
  | "preview-database"
  | "connections:read"
  | "connections:write"
  | "wakeups:send"
  | "wakeups:consume"
  | "wakeups:look"
  | "socket:post"
  | "sign-in"
  | "own-keys"
  | "model";

/** A linked resource, under the name by which `packages/core/src/config.ts` reads it. */
export type LinkName =
  | "Database"
  | "DatabaseMaker"
  | "Connections"
  | "Wakeups"
  | "Socket"
  | "SecretKey"
  | "SealingKey"
  | "EdgeSecret"
  | "OpenAiKey";

const links: Readonly<Record<Right, readonly LinkName[]>> = {
  database: ["Database"],
  // Not the database itself: its password is what dev's function is told.
  "preview-database": ["Database", "DatabaseMaker"],
  "connections:read": ["Connections"],
  "connections:write": ["Connections"],
  "wakeups:send": ["Wakeups"],
  "wakeups:consume": ["Wakeups"],
  "wakeups:look": ["Wakeups"],
  "socket:post": ["Socket"],
  "sign-in": ["SecretKey", "EdgeSecret"],
  // What was sealed before there was a key for it was sealed under the one that signs.
  "own-keys": ["SealingKey", "SecretKey"],
  model: ["OpenAiKey"],
};

/** What a function is handed: nothing that its rights do not need. */
export const linksOf = ({ rights }: Pick<FunctionSpec, "rights">): readonly LinkName[] => [
  ...new Set(rights.flatMap((right) => links[right])),
];

/** One deployable function. */
export interface FunctionSpec {
  /** Unique, lower case, used in resource and bundle names. */
  readonly name: string;
  /** Entry module, relative to `packages/functions`; exports `handler`. */
  readonly entry: string;
  /** Route keys of the HTTP API, as API Gateway writes them. */
  readonly http?: readonly string[];
  /** Route keys of the WebSocket API. */
  readonly websocket?: readonly string[];
  /** The queue whose records it receives, one a call. */
  readonly queue?: "wakeups" | "dead-letters";
  /** Called on a clock, every so many minutes. */
  readonly everyMinutes?: number;
  /** Called once at deploy and at start, before anything else runs. */
  readonly atDeploy?: true;
  /** Folders copied beside the bundle: source relative to `packages/functions`, target name. */
  readonly assets?: readonly { readonly from: string; readonly to: string }[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly rights: readonly Right[];
}

export const functions: readonly FunctionSpec[] = [
  {
    name: "service",
    entry: "src/http/service.ts",
    http: [
      "ANY /api",
      "GET /api/health",
      "GET /api/openapi.json",
      "GET /api/asyncapi.json",
      "GET /api/docs",
      "$default",
    ],
    timeoutSeconds: 10,
    memoryMb: 512,
    // Every path that is nobody's ends here, from anybody.
    rights: [],
  },
  {
    name: "ready",
    entry: "src/http/ready.ts",
    http: ["ANY /api/health/ready"],
    timeoutSeconds: 10,
    memoryMb: 512,
    // Looks at each part and changes none; of the model's server only the address, not the key.
    rights: ["database", "connections:read", "wakeups:look"],
  },
  {
    name: "auth",
    entry: "src/http/auth.ts",
    http: ["ANY /api/auth/{proxy+}"],
    timeoutSeconds: 10,
    memoryMb: 1024,
    // A guest's own model goes along into the account.
    rights: [
      "database",
      "connections:read",
      "connections:write",
      "socket:post",
      "sign-in",
      "own-keys",
    ],
  },
  {
    name: "tracks",
    entry: "src/http/tracks.ts",
    http: [
      "ANY /api/tracks",
      "ANY /api/tracks/{proxy+}",
      "ANY /api/calendar",
      "ANY /api/calendar/{proxy+}",
    ],
    timeoutSeconds: 10,
    memoryMb: 512,
    rights: ["database", "sign-in"],
  },
  {
    name: "chat",
    entry: "src/http/chat.ts",
    http: ["ANY /api/chat/{proxy+}"],
    timeoutSeconds: 10,
    memoryMb: 512,
    // An edited plan is told to every open tab.
    rights: ["database", "connections:read", "connections:write", "socket:post", "sign-in"],
  },
  {
    name: "ai",
    entry: "src/http/ai.ts",
    http: ["ANY /api/ai/{proxy+}", "ANY /api/jobs/{proxy+}"],
    timeoutSeconds: 29,
    memoryMb: 512,
    rights: [
      "database",
      "connections:read",
      "connections:write",
      "wakeups:send",
      "socket:post",
      "model",
      "own-keys",
      "sign-in",
    ],
  },
  {
    name: "learning",
    entry: "src/http/learning.ts",
    http: [
      "ANY /api/learning/{proxy+}",
      "ANY /api/ai/finalize-course-plan",
      "ANY /api/ai/module-learning-start",
      "ANY /api/ai/module-chat",
      "ANY /api/ai/module-chat-history",
      "ANY /api/ai/module-complete",
      "ANY /api/ai/generate-lesson",
    ],
    timeoutSeconds: 29,
    memoryMb: 512,
    rights: [
      "database",
      "connections:read",
      "connections:write",
      "wakeups:send",
      "socket:post",
      "sign-in",
    ],
  },
  {
    name: "analytics",
    entry: "src/http/analytics.ts",
    http: ["ANY /api/analytics/{proxy+}"],
    timeoutSeconds: 29,
    memoryMb: 512,
    rights: ["database", "sign-in"],
  },
  {
    name: "connect",
    entry: "src/ws/connect.ts",
    websocket: ["$connect"],
    timeoutSeconds: 10,
    memoryMb: 512,
    rights: ["database", "connections:read", "connections:write", "sign-in"],
  },
  {
    name: "restore",
    entry: "src/ws/restore.ts",
    websocket: ["restore_chat"],
    timeoutSeconds: 15,
    memoryMb: 512,
    rights: ["database", "connections:read", "connections:write", "socket:post"],
  },
  {
    name: "message",
    entry: "src/ws/message.ts",
    websocket: ["$default"],
    timeoutSeconds: 15,
    memoryMb: 512,
    rights: ["database", "connections:read", "connections:write", "wakeups:send", "socket:post"],
  },
  {
    name: "disconnect",
    entry: "src/ws/disconnect.ts",
    websocket: ["$disconnect"],
    timeoutSeconds: 10,
    memoryMb: 256,
    rights: ["connections:read", "connections:write"],
  },
  {
    name: "generate",
    entry: "src/jobs/generate.ts",
    queue: "wakeups",
    timeoutSeconds: 300,
    memoryMb: 512,
    rights: [
      "database",
      "connections:read",
      "connections:write",
      "wakeups:send",
      "wakeups:consume",
      "socket:post",
      "model",
      "own-keys",
    ],
  },
  {
    name: "give-up",
    entry: "src/jobs/give-up.ts",
    queue: "dead-letters",
    timeoutSeconds: 30,
    memoryMb: 256,
    rights: ["database", "connections:read", "connections:write", "socket:post", "wakeups:send"],
  },
  {
    name: "sweep",
    entry: "src/jobs/sweep.ts",
    everyMinutes: 1,
    timeoutSeconds: 50,
    memoryMb: 256,
    rights: ["database", "connections:read", "connections:write", "wakeups:send", "socket:post"],
  },
  {
    name: "migrate",
    entry: "src/jobs/migrate.ts",
    atDeploy: true,
    assets: [
      { from: "../core/migrations", to: "migrations" },
      { from: "../core/sql", to: "sql" },
    ],
    timeoutSeconds: 120,
    memoryMb: 512,
    // It checks every setting before the rest starts.
    rights: ["database", "sign-in", "own-keys", "model"],
  },
];

/** Makes and drops the databases of previews inside dev's instance. Only dev has it, so its code is main's. */
export const databaseMaker: FunctionSpec = {
  name: "database-maker",
  entry: "src/jobs/database-maker.ts",
  timeoutSeconds: 50,
  memoryMb: 256,
  rights: ["database"],
};

/** Asks dev's for the preview's database, and has it dropped when the preview goes. Only previews have it. */
export const previewDatabase: FunctionSpec = {
  name: "preview-database",
  entry: "src/jobs/preview-database.ts",
  timeoutSeconds: 120,
  memoryMb: 256,
  rights: ["preview-database"],
};

/**
 * Converts a database of the original system. Deployed nowhere: an operator runs it, once, as `npm run migrate-chat-id`.
 */
export const chatIdMigration: Pick<FunctionSpec, "name" | "entry" | "assets"> = {
  name: "migrate-chat-id",
  entry: "src/jobs/migrate-chat-id.ts",
  assets: [
    { from: "../core/migrations", to: "migrations" },
    { from: "../core/sql", to: "sql" },
    { from: "../core/legacy", to: "legacy" },
  ],
};

/** The WebSocket API: how a frame is routed, and the public paths the edge rewrites. */
export const socket = {
  routeSelection: "$request.body.type",
  /**
   * `/ws/chat/{session key}` and `/ws/chat/{session key}/switch`; the edge turns them into
   * `?session_key=…` and `&channel=switch` on the API's own root.
   */
  path: /^\/ws\/chat\/([A-Za-z0-9._~-]{1,128})(\/switch)?\/?$/,
  /** Where the API itself answers, round the edge: at its stage, with `?session_key=…` and a ticket. */
  directPath: "/$default",
} as const;

/** Queue settings, the same in the cloud and locally. Seconds. */
export const queues = {
  /** At least 6 × the worker's timeout, as the event source mapping asks; the worker shortens its own. */
  wakeups: { visibilitySeconds: 1800, maxReceives: 5, batchSize: 1 },
  deadLetters: { visibilitySeconds: 180, retentionSeconds: 1_209_600, batchSize: 1 },
} as const;

/** The live-connections table: its keys and the attribute that expires an item (epoch seconds). */
export const connectionsTable = {
  partitionKey: "pk",
  sortKey: "sk",
  expiresAt: "expires_at",
} as const;

/**
 * Headers that the edge sets and nobody else can: the stage's secret, and who is there. Not named `x-edge-…`:
 * CloudFront keeps those for itself and answers 502 to a function that adds one.
 */
export const edge = { secretHeader: "x-stage-secret", viewerHeader: "x-viewer-address" } as const;

/** Variables of .env.example that functions read, wherever they run. */
export const settings = [
  "ACCESS_TOKEN_EXPIRE_MINUTES",
  "ALGORITHM",
  "ANONYMOUS_CALLS_PER_ADDRESS",
  "CORS_ORIGINS",
  "DEBUG",
  "GUESTS_PER_ADDRESS",
  "GUEST_DAILY_TOKENS",
  "MODEL_PRICES",
  "OPEN_TURNS_PER_USER",
  "REGISTRATIONS_PER_ADDRESS",
  "SERVER_MODELS",
  "SIGN_IN_FAILURES_PER_ACCOUNT",
  "SIGN_IN_FAILURES_PER_ADDRESS",
  "USER_DAILY_TOKENS",
] as const;
