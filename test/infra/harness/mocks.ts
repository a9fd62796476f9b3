// What AWS would answer: to a new resource its inputs and the attributes that components read back, to a look-up some
// plausible find. Nothing leaves this process.

type Values = Record<string, unknown>;

/** A look-up as the program asked for it. */
export interface Lookup {
  readonly token: string;
  readonly inputs: Values;
}

/** A resource as the program asked for it. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  readonly inputs: Values;
  /** Looked up rather than made: by this id. */
  readonly isFound: boolean;
  readonly id: string;
}

interface NewResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Values;
  readonly id?: string;
}

export interface Mocks {
  newResource(args: NewResource): { id: string; state: Values };
  call(args: { readonly token: string; readonly inputs: Values }): Values;
}

const region = "eu-central-1";
const account = "123456789012";
const arn = (service: string, rest: string): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

/** SST reads these from what it made in another stage. */
const tagsOfFound: Values = {
  "sst:component-version": "2",
  "sst:ref-version": "2",
};

const text = (value: unknown, otherwise: string): string =>
  typeof value === "string" ? value : otherwise;

type Attributes = (name: string, inputs: Values) => Values;

const attributes: Readonly<Record<string, Attributes>> = {
  "aws:apigatewayv2/api:Api": (name, { protocolType }) => {
    const scheme = protocolType === "WEBSOCKET" ? "wss" : "https";
    const id = name.toLowerCase();
    return {
      apiEndpoint: `${scheme}://${id}.execute-api.${region}.amazonaws.com`,
      executionArn: arn("execute-api", id),
    };
  },
  // As infra/bootstrap leaves the account.
  "aws:apigateway/account:Account": () => ({
    cloudwatchRoleArn: `arn:aws:iam::${account}:role/bootstrap-ai-learning-api-logs`,
  }),
  "aws:cloudfront/distribution:Distribution": (name) => ({
    domainName: "d111111abcdef8.cloudfront.net",
    hostedZoneId: "Z2FDTNDATAQYW2",
    arn: `arn:aws:cloudfront::${account}:distribution/${name}`,
  }),
  "aws:wafv2/webAcl:WebAcl": (name, inputs) => ({
    arn: `arn:aws:wafv2:us-east-1:${account}:global/webacl/${text(inputs["name"], name)}/1`,
  }),
  "aws:cloudfront/keyValueStore:KeyValueStore": (name, inputs) => ({
    arn: `arn:aws:cloudfront::${account}:key-value-store/${text(inputs["name"], name)}`,
  }),
  "aws:cloudfront/function:Function": (name) => ({
    arn: `arn:aws:cloudfront::${account}:function/${name}`,
  }),
  "aws:acm/certificate:Certificate": () => ({
    arn: arn("acm", "certificate/1"),
    domainValidationOptions: [
      {
        domainName: "learn.example",
        resourceRecordName: "_x",
        resourceRecordType: "CNAME",
        resourceRecordValue: "_y",
      },
    ],
  }),
  "aws:dynamodb/table:Table": (name, inputs) => ({
    arn: arn("dynamodb", `table/${text(inputs["name"], name)}`),
  }),
  "aws:ec2/instance:Instance": (name) => ({ primaryNetworkInterfaceId: `${name}-interface` }),
  "aws:iam/role:Role": (name, inputs) => ({
    arn: `arn:aws:iam::${account}:role/${text(inputs["name"], name)}`,
  }),
  "aws:lambda/function:Function": (name, inputs) => {
    const own = arn("lambda", `function:${text(inputs["name"], name)}`);
    return { arn: own, qualifiedArn: `${own}:1`, invokeArn: `${own}/invoke`, version: "1" };
  },
  "aws:cloudwatch/logGroup:LogGroup": (name, inputs) => ({
    arn: arn("logs", `log-group:${text(inputs["name"], name)}`),
  }),
  "aws:rds/instance:Instance": (name, inputs) => ({
    address: `${name.toLowerCase()}.rds.amazonaws.com`,
    endpoint: `${name.toLowerCase()}.rds.amazonaws.com:5432`,
    port: 5432,
    username: "postgres",
    dbName: "ai_learning",
    identifier: text(inputs["identifier"], name.toLowerCase()),
  }),
  "aws:rds/proxy:Proxy": (name) => ({ endpoint: `${name.toLowerCase()}.proxy.amazonaws.com` }),
  "aws:secretsmanager/secret:Secret": (name, inputs) => ({
    arn: arn("secretsmanager", `secret:${text(inputs["name"], name)}-AbCdEf`),
  }),
  "aws:s3/bucketObjectv2:BucketObjectv2": () => ({}),
  "aws:sns/topic:Topic": (name, inputs) => ({ arn: arn("sns", text(inputs["name"], name)) }),
  "aws:sqs/queue:Queue": (name, inputs) => {
    const own = text(inputs["name"], name);
    return {
      arn: arn("sqs", own),
      url: `https://sqs.${region}.amazonaws.com/${account}/${own}`,
    };
  },
  "random:index/randomBytes:RandomBytes": () => ({
    base64: Buffer.alloc(32, 7).toString("base64"),
  }),
  "random:index/randomPassword:RandomPassword": (name, { length }) => ({
    result: name.padEnd(Number(length), "x"),
  }),
};

const ofBucket: Attributes = (name, inputs) => {
  const bucket = text(inputs["bucket"], name.toLowerCase());
  return {
    bucket,
    arn: `arn:aws:s3:::${bucket}`,
    bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
  };
};

interface Statement {
  readonly effect?: string;
  readonly actions?: unknown;
  readonly resources?: unknown;
  readonly principals?: readonly { readonly type: string; readonly identifiers: unknown }[];
}

function policyDocument({ statements }: Values): Values {
  const list = (statements ?? []) as readonly Statement[];
  const document = {
    Version: "2012-10-17",
    Statement: list.map(({ effect, actions, resources, principals }) => ({
      Effect: effect ?? "Allow",
      Action: actions,
      Resource: resources,
      ...(principals && {
        Principal: Object.fromEntries(
          principals.map(({ type, identifiers }) => [type, identifiers]),
        ),
      }),
    })),
  };
  // AWS hands back no statements for none, and SST asks.
  return { json: JSON.stringify(document), statements: list.length > 0 ? list : undefined };
}

/** As infra/network.ts and infra/database.ts leave them. */
function leftByDev(name: unknown): string {
  const [what = ""] = /[^/]+$/.exec(text(name, "")) ?? [];
  const values: Readonly<Record<string, string>> = {
    "private-subnets": "subnet-1,subnet-2",
    "security-groups": "sg-1",
    "database-host": "postgresinstance.rds.amazonaws.com",
    "database-port": "5432",
    "database-maker": "ai-learning-dev-database-maker",
  };
  return values[what] ?? `no such parameter: ${what}`;
}

const calls: Readonly<Record<string, (inputs: Values) => Values>> = {
  "aws:index/getRegion:getRegion": () => ({ region, name: region, id: region }),
  "aws:index/getPartition:getPartition": () => ({ partition: "aws", dnsSuffix: "amazonaws.com" }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: account }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
    names: ["a", "b", "c"].map((zone) => region + zone),
  }),
  "aws:ec2/getAmi:getAmi": () => ({ id: "ami-1" }),
  "aws:ec2/getSubnets:getSubnets": () => ({ ids: ["subnet-1", "subnet-2"] }),
  "aws:ec2/getSecurityGroups:getSecurityGroups": () => ({ ids: ["sg-1"] }),
  "aws:ec2/getInternetGateway:getInternetGateway": () => ({ internetGatewayId: "igw-1" }),
  "aws:ec2/getNatGateways:getNatGateways": () => ({ ids: [] }),
  "aws:ec2/getInstances:getInstances": () => ({ ids: ["i-1"] }),
  "aws:ec2/getRouteTable:getRouteTable": () => ({ routeTableId: "rtb-1" }),
  "aws:ec2/getEips:getEips": () => ({ allocationIds: ["eipalloc-1"] }),
  "aws:route53/getZone:getZone": () => ({
    zoneId: "Z1",
    linkedServiceDescription: "arn:aws:servicediscovery:eu:1:namespace/ns-abc123",
  }),
  "aws:servicequotas/getServiceQuota:getServiceQuota": () => ({ value: 1_000 }),
  "aws:ssm/getParameter:getParameter": ({ name }) => ({ insecureValue: leftByDev(name) }),
  "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
};

/** Mocks that note every resource and every look-up they have no answer for. */
export function createMocks(): {
  readonly mocks: Mocks;
  readonly resources: Recorded[];
  readonly lookups: Lookup[];
  readonly unknownCalls: string[];
} {
  const resources: Recorded[] = [];
  const lookups: Lookup[] = [];
  const unknownCalls: string[] = [];
  const mocks: Mocks = {
    newResource({ type, name, inputs, id }) {
      const isFound = id !== undefined && id !== "";
      resources.push({ type, name, inputs: plain(inputs) as Values, isFound, id: id ?? "" });
      const more = type.startsWith("aws:s3/bucket:") ? ofBucket : attributes[type];
      const state = { ...inputs, ...more?.(name, inputs) };
      return {
        id: isFound ? id : `${name}-id`,
        state: { ...state, tagsAll: isFound ? tagsOfFound : (inputs["tags"] ?? {}) },
      };
    },
    call({ token, inputs }) {
      const answer = calls[token];
      lookups.push({ token, inputs: plain(inputs) as Values });
      if (answer === undefined) unknownCalls.push(token);
      return answer?.(inputs) ?? {};
    },
  };
  return { mocks, resources, lookups, unknownCalls };
}

/** Pulumi's mark on values that are secret or assets. */
const signature = "4dabf18193072939515e22adb298388d";

/** Inputs as one would write them; code of dynamic providers left out. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (signature in value) return "value" in value ? plain(value.value) : undefined;
  const entries = Object.entries(value).filter(([name]) => name !== "__provider");
  return Object.fromEntries(entries.map(([name, inner]) => [name, plain(inner)]));
}
