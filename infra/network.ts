// The network of the database and of the functions that ask it. Previews live in dev's; a developer has none.
import { makeNat } from "./nat.ts";
import { kind, prefix, size } from "./stage.ts";

/** Where dev leaves what previews have to find. */
const shared = (
  what:
    | "vpc-id"
    | "private-subnets"
    | "security-groups"
    | "database-host"
    | "database-port"
    | "database-maker",
): string => `/${$app.name}/dev/${what}`;

/** Leaves a value for previews. */
export function share(
  name: string,
  what: Parameters<typeof shared>[0],
  value: $util.Input<string>,
): void {
  new aws.ssm.Parameter(name, { name: shared(what), type: "String", value });
}

const listed = (ids: readonly string[]): string => ids.join(",");

/** SST's own ways out, one in each zone. */
const natOfZones = { gateways: "managed", instances: "ec2" } as const;

function make(nat: NonNullable<typeof size.nat>) {
  // The routes of the private networks are made before the instance that they lead to.
  const [wayOut, isKnown] = $util.deferredOutput<string>();
  const vpc = new sst.aws.Vpc("Network", {
    ...(nat !== "one-instance" && { nat: natOfZones[nat] }),
    transform: {
      privateRouteTable: (args) => {
        if (nat !== "one-instance") return;
        args.routes = [{ cidrBlock: "0.0.0.0/0", networkInterfaceId: wayOut }];
      },
      // SST opens NAT instances to the whole internet.
      natSecurityGroup: (args) => {
        args.ingress = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/16"] }];
      },
    },
  });
  const instance = nat === "one-instance" ? makeNat(vpc) : undefined;
  isKnown(instance?.primaryNetworkInterfaceId ?? $output(""));
  // Calls to DynamoDB, most of ours, neither pay for NAT nor depend on it.
  new aws.ec2.VpcEndpoint("NetworkDynamo", {
    vpcId: vpc.id,
    serviceName: $interpolate`com.amazonaws.${aws.getRegionOutput().region}.dynamodb`,
    routeTableIds: vpc.nodes.privateRouteTables.apply((tables) => tables.map(({ id }) => id)),
    tags: { Name: `${prefix}-dynamo` },
  });
  if (kind === "dev") {
    share("NetworkId", "vpc-id", vpc.id);
    share("NetworkSubnets", "private-subnets", $output(vpc.privateSubnets).apply(listed));
    share("NetworkGroups", "security-groups", $output(vpc.securityGroups).apply(listed));
  }
  return { vpc, natId: instance?.id };
}

/** What dev left. */
export const found = (what: Parameters<typeof shared>[0]): $util.Output<string> =>
  aws.ssm.getParameterOutput({ name: shared(what) }).insecureValue;

/** What of a network a function has to know. */
interface Inside {
  readonly privateSubnets: $util.Output<string[]>;
  readonly securityGroups: $util.Output<string[]>;
}

/** Not by `Vpc.get`, which reads the whole network, down to its zones and its key, and needs the rights for it. */
function find(): Inside {
  const ids = (what: Parameters<typeof shared>[0]) =>
    found(what).apply((value) => value.split(","));
  return { privateSubnets: ids("private-subnets"), securityGroups: ids("security-groups") };
}

const made = size.nat === undefined ? undefined : make(size.nat);

/** The network of a stage that lasts. */
export const network: sst.aws.Vpc | undefined = made?.vpc;

/** The only way out, for its alarm; where each zone has one of its own, none is. */
export const natId: $util.Output<string> | undefined = made?.natId;

/** Where functions that ask the database run; a developer's run on the laptop. */
export const inside: sst.aws.Vpc | Inside | undefined = kind === "preview" ? find() : network;
