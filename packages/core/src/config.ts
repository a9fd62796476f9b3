// Every setting, read and checked once. Linked resources come through `sst`, wherever they run.
import { createHash } from "node:crypto";
import { Resource } from "sst/resource";
import * as z from "zod";
import { ConfigError } from "./error.ts";
import { jobTiming as timingOfJobs } from "./job/timing.ts";
import { priceList } from "./model/prices.ts";
import { turnTiming as timingOfTurns } from "./turn/timing.ts";

const linked: Readonly<Record<string, unknown>> = Resource as never;

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

function read<T>(what: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const where = first && first.path.length > 0 ? `${what}.${first.path.join(".")}` : what;
  throw new ConfigError(`${where} ${first?.message ?? "is wrong"}`);
}

const resource = <T>(name: string, schema: z.ZodType<T>): (() => T) =>
  once(() => {
    let value: unknown;
    try {
      value = linked[name];
    } catch (cause) {
      throw new ConfigError(`The resource ${name} is not linked to this function`, { cause });
    }
    return read(name, schema, value);
  });

const variable = <T>(name: string, schema: z.ZodType<T>): (() => T) =>
  once(() => read(name, schema, process.env[name]?.trim() || undefined));

const required = z.string({ error: "is missing" }).min(1, { error: "is empty" });

const address = z.object({
  host: required,
  port: z.coerce.number().int(),
  username: required,
  password: z.string(),
  database: required,
  ssl: z.boolean().default(false),
  /** PEM of who signed the server's certificate, where Node does not trust him anyway. */
  authority: z.string().default(""),
  /** Connections of one process: it serves one call at a time, so two are plenty. */
  pool: z.int().min(1).default(2),
});

/** Name of the stage that runs. */
export const stage = resource(
  "App",
  z.object({ stage: required }).transform((app) => app.stage),
);

/** PostgreSQL: where it is and who we are there. */
export const database = resource("Database", address);

/** Dev's function that makes a preview's database, and what proves to it whose that is. */
export const databaseMaker = resource(
  "DatabaseMaker",
  z.object({ name: required, proof: required }),
);

/** Name of the DynamoDB table of live connections. */
export const connections = resource("Connections", z.object({ name: required }));

/** URL of the queue of wake-ups. */
export const wakeups = resource("Wakeups", z.object({ url: required }));

/** Where `@connections` is. */
export const socket = resource("Socket", z.object({ url: required, managementEndpoint: required }));

const published = [
  "your-secret-key",
  "change-me",
  "change-in-production",
  "changeme",
  "secret-key-here",
  "super-secret",
  "placeholder",
];

/** One of the keys of a secret. */
export interface Key {
  /** Follows from the key and tells nothing of it. */
  readonly id: string;
  readonly value: string;
}

const keyOf = (value: string): Key => ({
  id: createHash("sha256").update(`key-id:${value}`).digest("base64url").slice(0, 8),
  value,
});

/**
 * The keys of a secret, separated by commas: the first makes what is new, the others still open what was made before a
 * rotation. Short keys and keys printed in documentation are refused.
 */
const keys = (name: string, variable: string): (() => readonly [Key, ...Key[]]) =>
  resource(
    name,
    z
      .object({ value: required })
      .transform(({ value }) => value.split(",").map((one) => one.trim()))
      .refine((values) => values.every((value) => value.length >= 32), {
        error: `(${variable}) must be at least 32 characters, each key of a comma list: leave it empty to have one made`,
      })
      .refine(
        (values) =>
          values.every(
            (value) =>
              !published.some((phrase) => value.toLowerCase().includes(phrase)) &&
              new Set(value).size >= 8,
          ),
        { error: `(${variable}) is a published placeholder: leave it empty to have one made` },
      )
      .transform(([first = "", ...rest]): [Key, ...Key[]] => [keyOf(first), ...rest.map(keyOf)]),
  );

/** Sign tokens. */
export const secretKeys = keys("SecretKey", "SECRET_KEY");

/** Seal the model keys that users save. */
export const sealingKeys = keys("SealingKey", "SEALING_KEY");

/** The newest key that signs, for hashes and for what lives a minute. */
export const secretKey = (): string => secretKeys()[0].value;

/** What the edge adds to each request it forwards; a request without it came round the edge. */
export const edgeSecret = resource(
  "EdgeSecret",
  z.object({ value: required }).transform(({ value }) => value),
);

/** The server's own model key; null when none is set. */
export const modelKey = resource(
  "OpenAiKey",
  z.object({ value: z.string() }).transform(({ value }) => value.trim() || null),
);

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http or https URL" })
  .transform((url) => url.replace(/\/+$/, ""));

/** The server's own model: name, base URL, and the defaults the original promises. */
export const model = once(() => ({
  name: read("DEFAULT_OPENAI_MODEL", required.default("gpt-4o-mini"), env("DEFAULT_OPENAI_MODEL")),
  baseUrl: read(
    "DEFAULT_OPENAI_BASE_URL",
    httpUrl.default("https://api.openai.com/v1"),
    env("DEFAULT_OPENAI_BASE_URL"),
  ),
  maxTokens: 2000,
  temperature: 0.7,
}));

/** The server's model that is a demo mentor and not a language model; undefined where there is none. */
export const demoModel = once(() => env("DEMO_MODEL"));

/** Models a chat may choose on the server's key, as a comma list; the default one is always among them. */
export const serverModels = once((): readonly string[] => [
  model().name,
  ...(env("SERVER_MODELS") ?? "").split(",").flatMap((one) => one.trim() || []),
]);

function env(name: string): string | undefined {
  return process.env[name]?.trim() || undefined;
}

const whole = (fallback: number, min: number, max: number) =>
  z.coerce
    .number({ error: "must be a whole number" })
    .int({ error: "must be a whole number" })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` })
    .default(fallback);

export const accessTokenMinutes = variable("ACCESS_TOKEN_EXPIRE_MINUTES", whole(30, 1, 525_600));

export const algorithm = variable(
  "ALGORITHM",
  z.enum(["HS256", "HS384", "HS512"], { error: "must be HS256, HS384 or HS512" }).default("HS256"),
);

/** Tokens a registered user and a guest may use in one UTC day. */
export const dailyTokens = once(() => ({
  user: read("USER_DAILY_TOKENS", whole(400_000, 0, 1e9), env("USER_DAILY_TOKENS")),
  guest: read("GUEST_DAILY_TOKENS", whole(150_000, 0, 1e9), env("GUEST_DAILY_TOKENS")),
}));

const quarter = 15 * 60;
const hour = 3600;

/** How often something may be done in so many seconds, per what the name ends with (an address, a user). */
export const limits = once(() => {
  const limit = (variable: string, fallback: number, seconds: number) => ({
    most: read(variable, whole(fallback, 0, 1e9), env(variable)),
    seconds,
  });
  return {
    signInFailuresByAccount: limit("SIGN_IN_FAILURES_PER_ACCOUNT", 10, quarter),
    signInFailuresByAddress: limit("SIGN_IN_FAILURES_PER_ADDRESS", 50, quarter),
    registrationsByAddress: limit("REGISTRATIONS_PER_ADDRESS", 20, hour),
    guestsByAddress: limit("GUESTS_PER_ADDRESS", 30, hour),
    anonymousCallsByAddress: limit("ANONYMOUS_CALLS_PER_ADDRESS", 60, hour),
  };
});
export type LimitName = keyof ReturnType<typeof limits>;

/** Unfinished turns a user may have at once. */
export const openTurns = variable("OPEN_TURNS_PER_USER", whole(4, 1, 1e6));

/** What JSON text says; an issue where it is none. */
function jsonOf(value: string, context: z.RefinementCtx<string>, sentence: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    context.issues.push({ code: "custom", message: sentence, input: value });
    return z.NEVER;
  }
}

/** Times of jobs, as JSON: what is left out is production's own. */
export const jobTiming = variable(
  "JOB_TIMING",
  z
    .string()
    .default("{}")
    .transform((value, context) => jsonOf(value, context, 'must be JSON such as {"leaseMs":20000}'))
    .pipe(timingOfJobs),
);

/** Prices of models that go before the published ones, as JSON. */
export const modelPrices = variable(
  "MODEL_PRICES",
  z
    .string()
    .default("[]")
    .transform((value, context) =>
      jsonOf(
        value,
        context,
        'must be JSON such as [{"model":"my-model","from":"2026-01-31","prompt":0.5,"completion":1.5}]',
      ),
    )
    .pipe(priceList),
);

/** Times of turns, as JSON: what is left out is production's own. */
export const turnTiming = variable(
  "TURN_TIMING",
  z
    .string()
    .default("{}")
    .transform((value, context) => jsonOf(value, context, 'must be JSON such as {"leaseMs":20000}'))
    .pipe(timingOfTurns),
);

const origin = z
  .url({ protocol: /^https?$/, error: "must list http or https origins" })
  .transform((url) => new URL(url).origin);

/** Origins beside our own that may call us with credentials: a JSON list or a comma list. */
export const corsOrigins = variable(
  "CORS_ORIGINS",
  z
    .string()
    .default("")
    .transform((value, context) => {
      if (!value.startsWith("[")) return value.split(",").flatMap((one) => one.trim() || []);
      return jsonOf(value, context, 'must be a JSON list such as ["http://localhost:5173"]');
    })
    .pipe(z.array(origin)),
);

const flag = z
  .enum(["0", "1", "true", "false"], { error: "must be true or false" })
  .default("0")
  .transform((value) => value === "1" || value === "true");

/** With DEBUG, handlers log each request; nothing more is shown to clients. */
export const debug = variable("DEBUG", flag);

/** Lets a caller's own model live at a private address (Ollama on a laptop). */
export const allowPrivateModelHosts = variable("ALLOW_PRIVATE_MODEL_HOSTS", flag);

/** Address of the site as people see it. */
export const publicUrl = variable("PUBLIC_URL", httpUrl.default("http://localhost:3000"));

/** Reads every setting the process was given, so that a wrong one stops a start, not a request. */
export function check(): void {
  for (const setting of [
    database,
    secretKeys,
    sealingKeys,
    modelKey,
    model,
    serverModels,
    accessTokenMinutes,
    algorithm,
    dailyTokens,
    limits,
    openTurns,
    jobTiming,
    turnTiming,
    modelPrices,
    corsOrigins,
    debug,
    allowPrivateModelHosts,
    publicUrl,
  ]) {
    setting();
  }
}
