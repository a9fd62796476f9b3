// PostgreSQL: an instance of its own for stages that last, a database inside dev's for a preview, the laptop's own for
// a developer.
import { serverAddress } from "./database-url.ts";
import { found, network, share } from "./network.ts";
import { maxConnections as connectionsOfInstance, type Server } from "./sizes.ts";
import { databaseAuthority, databaseUrl } from "./secrets.ts";
import { isLasting, kind, prefix, previewDatabaseName, size } from "./stage.ts";

/** What `packages/core/src/config.ts` reads. */
interface Address {
  readonly host: $util.Input<string>;
  readonly port: $util.Input<number>;
  readonly username: $util.Input<string>;
  readonly password: $util.Input<string>;
  readonly database: $util.Input<string>;
  readonly ssl: boolean;
  /** Connections of one execution environment. */
  readonly pool: number;
  /** PEM of who signed the server's certificate; empty for an authority that Node trusts. */
  readonly authority?: $util.Input<string>;
}

/** What the server of this stage takes, for alarms. */
export const maxConnections =
  size.server === undefined ? 0 : connectionsOfInstance[size.server.instance];

// Below the limit of the functions, which is 10 s: a request that gets no connection is a 503, not a killed function.
$transform(aws.rds.ProxyDefaultTargetGroup, (args) => {
  args.connectionPoolConfig = { connectionBorrowTimeout: 5, maxConnectionsPercent: 90 };
});

function makeInstance({ backupDays, ...server }: Server, vpc: sst.aws.Vpc) {
  const postgres = new sst.aws.Postgres("Postgres", {
    ...server,
    vpc,
    version: "18",
    transform: {
      instance: (args, opts) => {
        args.publiclyAccessible = false;
        args.deletionProtection = true;
        args.skipFinalSnapshot = false;
        args.finalSnapshotIdentifier = `${prefix}-final`;
        args.copyTagsToSnapshot = true;
        args.autoMinorVersionUpgrade = true;
        args.backupRetentionPeriod = backupDays;
        opts.protect = true;
      },
      // Without this the server takes passwords and texts over unencrypted connections.
      parameterGroup: { parameters: [{ name: "rds.force_ssl", value: "1" }] },
      proxy: (args) => {
        args.requireTls = true;
      },
    },
  });
  if (kind === "dev") {
    share("PostgresHost", "database-host", postgres.nodes.instance?.address ?? postgres.host);
    share("PostgresPort", "database-port", postgres.port.apply(String));
  }
  return postgres;
}

function instanceOf(): sst.aws.Postgres | undefined {
  return network === undefined || size.server === undefined || kind === "preview"
    ? undefined
    : makeInstance(size.server, network);
}

const instance = instanceOf();

/** The instance as its master user sees it. */
function addressOf(postgres: sst.aws.Postgres, pool: number): Address {
  const { host, port, username, password, database } = postgres;
  return { host, port, username, password, database, ssl: true, pool };
}

/** Inside dev's instance. Not by `Postgres.get`, which reads the master user's password. */
function preview(): Address {
  const name = previewDatabaseName($app.stage);
  const password = new random.RandomPassword("PreviewPassword", { length: 32, special: false });
  return {
    host: found("database-host"),
    port: found("database-port").apply(Number),
    username: name,
    password: password.result,
    database: name,
    ssl: true,
    pool: size.pool,
  };
}

/** docker-compose.yml's. */
const laptop: Address = {
  host: "localhost",
  port: 5432,
  username: "user",
  password: "password",
  database: "ai_learning_platform",
  ssl: false,
  pool: size.pool,
};

/** Somebody else's server, on the internet. */
function external(url: sst.Secret, authority: sst.Secret): Address {
  const address = url.value.apply(serverAddress);
  return {
    host: address.host,
    port: address.port,
    username: address.username,
    password: address.password,
    database: address.database,
    ssl: true,
    pool: size.pool,
    authority: authority.value,
  };
}

function addressOfStage(): Address {
  if (databaseUrl !== undefined && databaseAuthority !== undefined) {
    return external(databaseUrl, databaseAuthority);
  }
  if (kind === "preview") return preview();
  return instance === undefined ? laptop : addressOf(instance, size.pool);
}

const address = addressOfStage();

export const database = new sst.Linkable("Database", { properties: { ...address } });

/**
 * The same, not by way of the proxy: that is still starting when a stage is new, and the lock under which migrations
 * run would hold one of its connections.
 */
export const databaseForMigrations = {
  urn: database.urn,
  getSSTLink: () => ({
    properties: { ...address, host: instance?.nodes.instance?.address ?? address.host },
  }),
};

/** Whether previews have their databases in this stage's instance. */
export const hostsPreviews = kind === "dev" && instance !== undefined;

/** Proves to dev's function that the preview's database is the preview's: other stages cannot have it dropped. */
const proof = (): $util.Output<string> =>
  new random.RandomPassword("PreviewProof", { length: 48, special: false }).result;

/** Where a preview asks for its database. */
export const databaseMaker =
  kind === "preview"
    ? new sst.Linkable("DatabaseMaker", {
        properties: { name: found("database-maker"), proof: proof() },
      })
    : undefined;

/** For alarms: only who has an instance watches it. */
export const instanceId = isLasting ? instance?.id : undefined;
export const proxyName = size.server?.proxy === true ? instance?.proxyId : undefined;
