// One way out for a network of two zones: an instance that does nothing but translate addresses. SST makes one a zone.
import { prefix } from "./stage.ts";

/** fck-nat's account; SST takes its images from there too. */
const publisher = "568608671756";

/** Takes no role: nothing on it calls AWS. */
export function makeNat(vpc: sst.aws.Vpc): aws.ec2.Instance {
  const group = new aws.ec2.SecurityGroup("NatGroup", {
    name: `${prefix}-nat`,
    description: "From the network to anywhere",
    vpcId: vpc.id,
    ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/16"] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  const image = aws.ec2.getAmiOutput({
    owners: [publisher],
    filters: [
      { name: "name", values: ["fck-nat-al2023-*"] },
      { name: "architecture", values: ["arm64"] },
    ],
    mostRecent: true,
  });
  const instance = new aws.ec2.Instance(
    "Nat",
    {
      ami: image.id,
      instanceType: "t4g.nano",
      subnetId: $output(vpc.publicSubnets).apply(([first = ""]) => first),
      vpcSecurityGroupIds: [group.id],
      // It carries what others send.
      sourceDestCheck: false,
      metadataOptions: { httpTokens: "required" },
      tags: { Name: `${prefix}-nat` },
    },
    // A newer image would replace it, and cut everybody off, in the middle of any deployment.
    { ignoreChanges: ["ami"] },
  );
  const address = new aws.ec2.Eip("NatAddress", { domain: "vpc" });
  new aws.ec2.EipAssociation("NatAddressOfInstance", {
    instanceId: instance.id,
    allocationId: address.id,
  });
  return instance;
}
