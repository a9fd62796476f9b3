// The network of the database and of the functions that ask it. Previews live in dev's; a developer has none.
import { kind, prefix } from "./stage.ts";

/** Where dev leaves what previews have to find. */
export const shared = (what: "vpc-id" | "database-id"): string => `/${$app.name}/dev/${what}`;

function make(): sst.aws.Vpc {
  const vpc = new sst.aws.Vpc("Network", {
    nat: kind === "production" ? "managed" : "ec2",
    transform: {
      // SST opens NAT instances to the whole internet.
      natSecurityGroup: (args) => {
        args.ingress = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/16"] }];
      },
    },
  });
  // Calls to DynamoDB, most of ours, neither pay for NAT nor depend on it.
  new aws.ec2.VpcEndpoint("NetworkDynamo", {
    vpcId: vpc.id,
    serviceName: $interpolate`com.amazonaws.${aws.getRegionOutput().region}.dynamodb`,
    routeTableIds: vpc.nodes.privateRouteTables.apply((tables) => tables.map(({ id }) => id)),
    tags: { Name: `${prefix}-dynamo` },
  });
  if (kind === "dev") {
    new aws.ssm.Parameter("NetworkId", { name: shared("vpc-id"), type: "String", value: vpc.id });
  }
  return vpc;
}

function find(): sst.aws.Vpc {
  const id = aws.ssm.getParameterOutput({ name: shared("vpc-id") }).insecureValue;
  return sst.aws.Vpc.get("Network", id);
}

const makers = { production: make, dev: make, preview: find, developer: () => undefined } as const;

export const network: sst.aws.Vpc | undefined = makers[kind]();
