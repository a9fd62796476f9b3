// PostgreSQL: an instance of its own for stages that last, a database inside dev's for a preview, the laptop's own for
// a developer.
import { serverAddress } from "./database-url.ts";
import { network, shared } from "./network.ts";
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
    const value = postgres.id;
    new aws.ssm.Parameter("PostgresId", { name: shared("database-id"), type: "String", value });
  }
  return postgres;
}

function findInstance(): sst.aws.Postgres {
  const id = aws.ssm.getParameterOutput({ name: shared("database-id") }).insecureValue;
  return sst.aws.Postgres.get("Postgres", { id });
}

function instanceOf(): sst.aws.Postgres | undefined {
  if (kind === "preview") return findInstance();
  return network === undefined || size.server === undefined
    ? undefined
    : makeInstance(size.server, network);
}

const instance = instanceOf();

/** The instance as its master user sees it. */
function addressOf(postgres: sst.aws.Postgres, pool: number): Address {
  const { host, port, username, password, database } = postgres;
  return { host, port, username, password, database, ssl: true, pool };
}

function preview(postgres: sst.aws.Postgres): Address {
  const name = previewDatabaseName($app.stage);
  const password = new random.RandomPassword("PreviewPassword", { length: 32, special: false });
  return {
    ...addressOf(postgres, size.pool),
    username: name,
    password: password.result,
    database: name,
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
  if (instance === undefined) return laptop;
  return isLasting ? addressOf(instance, size.pool) : preview(instance);
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

/** Only a preview's own function sees the master user, who makes its database and role. */
export const databaseServer =
  kind === "preview" && instance !== undefined
    ? new sst.Linkable("DatabaseServer", { properties: { ...addressOf(instance, 1) } })
    : undefined;

/** For alarms: only who has an instance watches it. */
export const instanceId = isLasting ? instance?.id : undefined;
export const proxyName = size.server?.proxy === true ? instance?.proxyId : undefined;
