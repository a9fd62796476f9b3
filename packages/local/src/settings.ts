// The runner's settings: from `.env` and the environment (which wins), checked once, in one place.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { settings as passedSettings } from "@ai-learning/functions/manifest";
import { repositoryRoot } from "./paths.ts";
import { StartError } from "./start-error.ts";

/** Where a PostgreSQL database is. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly database: string;
  readonly ssl: boolean;
}

/** A model server reached with a key of our own. */
export interface ModelSettings {
  readonly key: string;
  readonly model: string;
  readonly baseUrl: string;
}

/** Everything the runner is told from outside. Undefined means: choose yourself. */
export interface Settings {
  readonly sitePort: number;
  readonly apiPort: number;
  readonly host: string | undefined;
  /** Pages open their sockets on the API's port, with a ticket, instead of on their own origin. */
  readonly directSocket: boolean;
  readonly dataDir: string;
  readonly database: DatabaseAddress | undefined;
  readonly dynamoEndpoint: string | undefined;
  readonly sqsEndpoint: string | undefined;
  /** Undefined when no key is set: the demo mentor answers. */
  readonly model: ModelSettings | undefined;
  readonly secretKey: string | undefined;
  readonly sealingKey: string | undefined;
  readonly region: string;
  /** Handed to every function as it is. */
  readonly passed: Readonly<Record<string, string>>;
}

/** Raw variables; empty ones count as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** `.env` of the repository below the process's own environment. */
export async function loadEnvironment(root = repositoryRoot): Promise<Environment> {
  const text = await readFile(join(root, ".env"), "utf8").catch(() => "");
  const real = Object.entries(process.env).filter(([, value]) => value !== "");
  return { ...parseEnv(text), ...Object.fromEntries(real) };
}

/** Variables that functions may read and that the runner does not interpret; the others mean something only here. */
const passedNames = [
  ...passedSettings,
  "ALLOW_PRIVATE_MODEL_HOSTS",
  "JOB_TIMING",
  "LOG_LEVEL",
  "PUBLIC_URL",
  "TURN_TIMING",
];

/**
 * Reads and checks everything.
 *
 * @throws StartError naming the first setting that is wrong, and how it should look
 */
export function readSettings(environment: Environment): Settings {
  const get = (name: string): string | undefined => {
    const value = environment[name]?.trim();
    return value === "" ? undefined : value;
  };
  check(
    get,
    "ACCESS_TOKEN_EXPIRE_MINUTES",
    /^[1-9]\d{0,6}$/,
    "a whole number of minutes, such as 30",
  );
  check(get, "ALGORITHM", /^HS(?:256|384|512)$/, "HS256, HS384 or HS512");
  check(get, "DEBUG", /^(?:true|false|1|0)$/i, "true or false");
  check(get, "DIRECT_SOCKET", /^(?:true|false)$/, "true or false");
  const databaseUrl = get("DATABASE_URL");
  const key = get("DEFAULT_OPENAI_API_KEY");
  const baseUrl = url(get, "DEFAULT_OPENAI_BASE_URL") ?? "https://api.openai.com/v1";
  const passed = passedNames.flatMap((name) => {
    const value = get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    sitePort: port(get, "PORT", 3000),
    apiPort: port(get, "API_PORT", 8000),
    host: get("HOST"),
    directSocket: get("DIRECT_SOCKET") === "true",
    dataDir: resolve(repositoryRoot, get("DATA_DIR") ?? ".data"),
    database: databaseUrl === undefined ? undefined : readDatabaseUrl(databaseUrl),
    dynamoEndpoint: localServer(get, "AWS_ENDPOINT_URL_DYNAMODB"),
    sqsEndpoint: localServer(get, "AWS_ENDPOINT_URL_SQS"),
    model:
      key === undefined || isPlaceholder(key)
        ? undefined
        : { key, baseUrl, model: get("DEFAULT_OPENAI_MODEL") ?? "gpt-4o-mini" },
    secretKey: get("SECRET_KEY"),
    sealingKey: get("SEALING_KEY"),
    region: get("AWS_REGION") ?? "us-east-1",
    passed: Object.fromEntries(passed),
  };
}

type Get = (name: string) => string | undefined;

function check(get: Get, name: string, pattern: RegExp, should: string): void {
  const value = get(name);
  if (value === undefined || pattern.test(value)) return;
  throw new StartError(`${name} is "${value}", but must be ${should}: correct it in .env.`);
}

function port(get: Get, name: string, otherwise: number): number {
  check(get, name, /^\d{1,5}$/, "a port number between 0 and 65535");
  const value = Number(get(name) ?? otherwise);
  if (value > 65_535) throw new StartError(`${name} is ${String(value)}, but ports end at 65535.`);
  return value;
}

function url(get: Get, name: string): string | undefined {
  const value = get(name);
  if (value === undefined) return undefined;
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new StartError(
      `${name} is "${value}", but must be an address beginning with http:// or https://.`,
    );
  }
  return value.replace(/\/+$/, "");
}

/** The runner signs with made-up credentials, which must never go to AWS. */
function localServer(get: Get, name: string): string | undefined {
  const value = url(get, name);
  if (value !== undefined && new URL(value).hostname.endsWith(".amazonaws.com")) {
    throw new StartError(
      `${name} names AWS itself, but must name a local server: correct it in .env.`,
    );
  }
  return value;
}

/** Reads `postgresql://user:password@host:port/database?sslmode=require`. */
export function readDatabaseUrl(text: string): DatabaseAddress {
  const wrong = new StartError(
    "DATABASE_URL must look like postgresql://user:password@localhost:5432/ai_learning_platform: correct it in .env.",
  );
  // SQLAlchemy's form, as the original's settings had it.
  const plain = text.replace(/^postgres(?:ql)?(?:\+\w+)?:\/\//, "postgresql://");
  if (!plain.startsWith("postgresql://") || !URL.canParse(plain)) throw wrong;
  const { hostname, port, username, password, pathname, searchParams } = new URL(plain);
  const database = decodeURIComponent(pathname.slice(1));
  if (hostname === "" || username === "" || database === "") throw wrong;
  return {
    host: decodeURIComponent(hostname).replace(/^\[|\]$/g, ""),
    port: port === "" ? 5432 : Number(port),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database,
    ssl: /^(?:require|verify-ca|verify-full)$/.test(searchParams.get("sslmode") ?? ""),
  };
}

/** The opposite of readDatabaseUrl. */
export function databaseUrlOf(address: DatabaseAddress): string {
  const { host, port, username, password, database, ssl } = address;
  const place = `${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
  const user = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
  const end = `${encodeURIComponent(database)}${ssl ? "?sslmode=require" : ""}`;
  return `postgresql://${user}@${place}/${end}`;
}

/** Whether a key is a sample nobody replaced. */
function isPlaceholder(key: string): boolean {
  return /^(?:sk-)?(?:your|my|change|replace|placeholder|example|test-?key|<|\.\.\.|x{4})|[-_]here$/i.test(
    key,
  );
}
