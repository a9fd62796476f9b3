// The other services, each as far as the commands of docs/deploy.md use it.
import { cloudformation } from "./cloudformation.ts";
import { formAnswer, input, Refusal, type Service } from "./call.ts";

const sts: Service = ({ action }, { id }) => {
  // The CDK tries a role of `cdk bootstrap` first, which the guide does without.
  if (action !== "GetCallerIdentity") throw new Refusal("AccessDenied", "no such role", 403);
  return formAnswer(
    action,
    `<Arn>arn:aws:iam::${id}:user/ada</Arn><UserId>AIDA</UserId><Account>${id}</Account>`,
  );
};

const ssm: Service = (call, _, { parameters }) => {
  const { Name, Value } = input(call) as { Name: string; Value: string };
  if (call.action === "PutParameter") {
    parameters.set(Name, Value);
    return { body: { Version: 1 } };
  }
  const found = parameters.get(Name);
  if (found === undefined) throw new Refusal("ParameterNotFound", "");
  return { body: { Parameter: { Name, Value: found, Type: "String" } } };
};

const s3: Service = ({ method, path, query, body }, { objects, buckets }) => {
  const name = path.slice(1);
  if (method === "PUT") {
    // A bucket, or a setting of one.
    if (name.includes("/")) objects.set(name, body);
    else if (query.size === 0 || query.has("x-id")) buckets.add(name);
    return { headers: { etag: '"x"' }, body: "" };
  }
  const found = objects.get(name);
  if (found !== undefined) return { body: found };
  throw new Refusal("NoSuchKey", "The specified key does not exist.", 404);
};

const iam: Service = ({ action, form }, { id, providers, audiences, roles, policies }) => {
  if (action === "ListOpenIDConnectProviders") {
    const members = [...providers].map(
      (host) => `<member><Arn>arn:aws:iam::${id}:oidc-provider/${host}</Arn></member>`,
    );
    return formAnswer(
      action,
      `<OpenIDConnectProviderList>${members.join("")}</OpenIDConnectProviderList>`,
    );
  }
  if (action === "GetOpenIDConnectProvider") {
    const members = audiences.map((one) => `<member>${one}</member>`);
    return formAnswer(action, `<ClientIDList>${members.join("")}</ClientIDList>`);
  }
  const isThere =
    action === "GetRole"
      ? roles.has(form.get("RoleName") ?? "")
      : policies.has(form.get("PolicyArn") ?? "");
  if (!isThere) throw new Refusal("NoSuchEntity", "cannot be found", 404);
  return formAnswer(action, "");
};

const lambda: Service = (_, __, { concurrency }) => ({
  body: { AccountLimit: { ConcurrentExecutions: concurrency } },
});

const freetier: Service = (_, { id, plan }) => {
  if (plan === undefined) throw new Refusal("ResourceNotFoundException", "no plan");
  return { body: { accountId: id, accountPlanType: plan, accountPlanStatus: "ACTIVE" } };
};

const cloudfront: Service = (_, { distributions }) => ({
  body: `<DistributionList><Quantity>${String(distributions)}</Quantity></DistributionList>`,
});

const zonesOfPage = 100;

const route53: Service = ({ query }, { zones }) => {
  const from = Number(query.get("marker") ?? 0);
  const next = from + zonesOfPage;
  const page = [...zones]
    .slice(from, next)
    .map(
      (zone) =>
        `<HostedZone><Name>${zone}.</Name><Config><PrivateZone>false</PrivateZone></Config></HostedZone>`,
    );
  const rest = next < zones.size ? `<NextMarker>${String(next)}</NextMarker>` : "";
  return {
    body: `<ListHostedZonesResponse><HostedZones>${page.join("")}</HostedZones>${rest}</ListHostedZonesResponse>`,
  };
};

const acm: Service = (call, { certificates }) => {
  const { CertificateArn } = input(call) as { CertificateArn: string };
  const found = certificates.get(CertificateArn);
  if (found === undefined) throw new Refusal("ResourceNotFoundException", "");
  return { body: { Certificate: { Status: found.status, SubjectAlternativeNames: found.names } } };
};

/** Where SST keeps images of containers, of which there are none here. */
const ecr: Service = (_, { id }, __) => ({
  body: {
    repository: {
      registryId: id,
      repositoryName: "sst-asset",
      repositoryUri: `${id}.dkr.ecr.eu-central-1.amazonaws.com/sst-asset`,
    },
  },
});

/** By which `sst dev` speaks to the laptop. */
const appsync: Service = ({ method, path }) =>
  method === "GET"
    ? { body: { apis: [], channelNamespaces: [] } }
    : {
        body: path.endsWith("/channelNamespaces")
          ? { channelNamespace: { name: "sst" } }
          : {
              api: {
                apiId: "events",
                name: "sst",
                dns: { HTTP: "events.example", REALTIME: "realtime.example" },
              },
            },
      };

/** By their names in signatures. */
export const services: Readonly<Record<string, Service>> = {
  acm,
  appsync,
  cloudformation,
  cloudfront,
  ecr,
  freetier,
  iam,
  lambda,
  route53,
  s3,
  ssm,
  sts,
};
