// A preview's database on real PostgreSQL, made by a user who is no superuser, as RDS's is not: the preview's deployed
// function asks dev's, by way of Lambda's own protocol.
import { createHash, randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { databaseMaker, previewDatabase } from "@ai-learning/functions/manifest";
import { buildFunctions } from "@ai-learning/local/functions/bundle";
import { bootEnvironment } from "@ai-learning/local/functions/environment";
import { FunctionPool } from "@ai-learning/local/functions/pool";
import { defaultLimits } from "@ai-learning/local/limits";
import { startPostgres, type PostgresServer } from "@ai-learning/local/postgres/server";
import type { DatabaseAddress } from "@ai-learning/local/settings";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeDataDir } from "../support/stack.ts";

const name = "preview_feature_x";
const password = 'it\'s_\\_a_"password"_of_33_letters';
/** By stage: what each keeps in its state. */
const proofOf = (stage: string): string => createHash("sha256").update(stage).digest("hex");
let folder: string;
let server: PostgresServer;
let lambda: Server;
let maker: FunctionPool;
/** How many more calls Lambda refuses. */
let refusals = 0;
let bundles: Awaited<ReturnType<typeof buildFunctions>>;
const pools: FunctionPool[] = [];

const connect = (address: Partial<DatabaseAddress>): Sql =>
  postgres({ ...server, ...address, max: 1, onnotice: () => undefined, ssl: false });

/** Runs a statement somewhere; what fails, fails. */
async function ask(address: Partial<DatabaseAddress>, statement: string): Promise<unknown[]> {
  const sql = connect(address);
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const existing = async (database = name): Promise<unknown[]> =>
  ask(
    {},
    `select datname as name from pg_database where datname = '${database}'
     union all select rolname from pg_roles where rolname = '${database}'`,
  );

/** A deployed function with these resources. */
function poolOf(spec: typeof databaseMaker, variables: Record<string, string>): FunctionPool {
  const pool = new FunctionPool({
    functions: [spec],
    childEntry: bundles.childEntry,
    bundleOf: (one) => bundles.path(one),
    environmentOf: () => ({ SST_RESOURCE_App: "{}", ...variables }),
    bootEnvironment: bootEnvironment(join(folder, "cache")),
    limits: { ...defaultLimits, spares: 0 },
    log: () => undefined,
  });
  pools.push(pool);
  return pool;
}

/** Lambda with dev's function and no other. */
async function startLambda(): Promise<Server> {
  const standIn = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (refusals > 0) {
        refusals -= 1;
        response.writeHead(403, { "x-amzn-errortype": "AccessDeniedException" });
        response.end('{"Message":"is not authorized to perform: lambda:InvokeFunction"}');
        return;
      }
      if (request.url !== `/2015-03-31/functions/${databaseMaker.name}/invocations`) {
        response.writeHead(404, { "x-amzn-errortype": "ResourceNotFoundException" });
        response.end('{"Type":"User","Message":"Function not found"}');
        return;
      }
      void maker
        .invoke(databaseMaker.name, JSON.parse(Buffer.concat(chunks).toString()))
        .then((outcome) => {
          if (!outcome.ok) response.setHeader("x-amz-function-error", "Unhandled");
          response.end(JSON.stringify(outcome.ok ? outcome.payload : outcome));
        });
    });
  });
  await new Promise<void>((done) => {
    standIn.listen(0, "127.0.0.1", done);
  });
  return standIn;
}

/** What a stage's own function does, for a database of its own. */
async function call(action: string, own: Partial<DatabaseAddress> = {}, from = "x", to?: string) {
  const { host, port } = server;
  const address = { host, port, username: name, password, database: name, ssl: false, ...own };
  const { port: lambdaPort } = lambda.address() as AddressInfo;
  const pool = poolOf(previewDatabase, {
    SST_RESOURCE_Database: JSON.stringify(address),
    SST_RESOURCE_DatabaseMaker: JSON.stringify({
      name: to ?? databaseMaker.name,
      proof: proofOf(from),
    }),
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${String(lambdaPort)}`,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  const outcome = await pool.invoke(previewDatabase.name, { tf: { action } });
  await pool.stop(0);
  return outcome;
}

beforeAll(async () => {
  folder = await makeDataDir();
  [server, bundles] = await Promise.all([
    startPostgres(folder),
    buildFunctions([databaseMaker, previewDatabase], join(folder, "bundles")),
  ]);
  const { host, port, username, password: master, database } = server;
  const asServer = { host, port, username, password: master, database, ssl: false };
  maker = poolOf(databaseMaker, { SST_RESOURCE_Database: JSON.stringify(asServer) });
  lambda = await startLambda();
});

afterAll(async () => {
  lambda.closeAllConnections();
  lambda.close();
  await Promise.all(pools.map((pool) => pool.stop(0)));
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

it("is made by a user who is no superuser but may make databases and roles", async () => {
  const [role] = await ask(
    {},
    "select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user",
  );

  expect(role).toEqual({ rolsuper: false, rolcreatedb: true, rolcreaterole: true });
  expect(await call("create")).toEqual({ ok: true, payload: { action: "create" } });
  expect(await existing()).toHaveLength(2);
});

it("is asked for again while AWS does not know the rights of a role that is new", async () => {
  refusals = 2;

  expect(await call("create")).toEqual({ ok: true, payload: { action: "create" } });
  expect(refusals).toBe(0);
});

it("belongs to its own role, which may do everything in it and nothing elsewhere", async () => {
  const own = { username: name, password, database: name };
  await ask(own, "create table things (id int)");
  const [role] = await ask(
    own,
    "select rolsuper, rolcreatedb, rolcreaterole, rolconnlimit from pg_roles where rolname = current_user",
  );

  expect(role).toEqual({
    rolsuper: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolconnlimit: 30,
  });
  await expect(ask({ ...own, database: server.database }, "select 1")).rejects.toThrow(
    /permission denied/,
  );
});

it("is hidden from other previews", async () => {
  const other = "preview_other";
  await call("create", { username: other, database: other }, "other");

  await expect(ask({ username: other, password, database: name }, "select 1")).rejects.toThrow(
    /permission denied/,
  );
  await call("delete", { username: other, database: other }, "other");
});

it("stays as it is when it is made again, with the password of now", async () => {
  const next = randomBytes(16).toString("hex");

  expect(await call("update", { password: next })).toMatchObject({ ok: true });
  expect(
    await ask({ username: name, password: next, database: name }, "select * from things"),
  ).toEqual([]);
  expect(await call("update")).toMatchObject({ ok: true });
});

it.each(["create", "update", "delete"])(
  "is not touched by another stage that asks for its name: %s",
  async (action) => {
    expect(await call(action, { password: "p".repeat(40) }, "thief")).toMatchObject({
      ok: false,
      errorMessage: expect.stringContaining("was made by another stage"),
    });
    const own = { username: name, password, database: name };
    expect(await ask(own, "select * from things")).toEqual([]);
  },
);

it("keeps the mark of its owner, whatever its role tries", async () => {
  const own = { username: name, password, database: name };

  await expect(ask(own, `comment on role ${name} is 'preview of me'`)).rejects.toThrow(
    /permission denied/,
  );
});

it.each([
  ["ai_learning_platform"],
  ["postgres"],
  ["preview_"],
  ["preview_A"],
  ['preview_a"; drop role app; --'],
  [`preview_${"a".repeat(60)}`],
])("is neither made nor dropped under the name %s", async (database) => {
  const before = await existing(server.database);

  for (const action of ["create", "delete"]) {
    expect(await call(action, { database, username: database })).toMatchObject({
      ok: false,
      errorMessage: expect.stringContaining("no preview's database: refused"),
    });
  }
  expect(await existing(server.database)).toEqual(before);
});

it.each([
  ["without a proof", { action: "drop", database: name }],
  ["with a proof that could be guessed", { action: "drop", database: name, proof: "short" }],
  ["of another kind", { action: "query", database: name, proof: proofOf("x") }],
  ["with more than it needs", { action: "drop", database: name, proof: proofOf("x"), sql: "x" }],
])("stays when dev's function is sent a request %s", async (_, request) => {
  expect(await maker.invoke(databaseMaker.name, request)).toMatchObject({ ok: false });
  expect(await existing()).toHaveLength(2);
});

it("is one of so many at most", async () => {
  const roles = Array.from({ length: 39 }, (_, index) => `preview_many_${String(index)}`);
  await ask({}, roles.map((role) => `create role ${role}`).join("; "));
  const one = "preview_too_many";

  expect(await call("create", { username: one, database: one })).toMatchObject({
    ok: false,
    errorMessage: expect.stringContaining("holds 40 previews already"),
  });
  expect(await existing(one)).toEqual([]);
  await ask({}, roles.map((role) => `drop role ${role}`).join("; "));
});

it("cannot be made before dev has the function, and says so", async () => {
  expect(await call("create", {}, "x", "not-there")).toMatchObject({
    ok: false,
    errorMessage: "dev does not make databases for previews: deploy main to dev first.",
  });
});

it("does not hold up a removal when dev, or its function, is gone", async () => {
  expect(await call("delete", {}, "x", "not-there")).toEqual({
    ok: true,
    payload: { action: "delete", left: "dev has no function that drops the database" },
  });
});

it("is dropped with its role, whoever is still connected, and again without complaint", async () => {
  await call("create");
  const sql = connect({ username: name, password, database: name });
  await sql`select 1`;
  const outcomes = [await call("delete"), await call("delete")];
  await sql.end({ timeout: 1 }).catch(() => undefined);

  expect(outcomes).toEqual(
    Array.from({ length: 2 }, () => ({ ok: true, payload: { action: "delete" } })),
  );
  expect(await existing()).toEqual([]);
});
