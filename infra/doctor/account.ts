// What the doctor asks an account, a function for each question; what is not there is `undefined` or an empty list.
import { parse } from "yaml";
import { AwsError, globalRegion, parsed, type Request, type Send } from "./aws.ts";

export interface Stack {
  readonly status: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly template: unknown;
}

export interface Account {
  readonly identity: () => Promise<{ readonly account: string; readonly arn: string }>;
  /** Functions that may run at a time, of all stages. */
  readonly concurrency: () => Promise<number>;
  /** `undefined` for an account from before there were plans, or of an organisation. */
  readonly plan: () => Promise<"FREE" | "PAID" | undefined>;
  readonly hasDistributions: () => Promise<boolean>;
  /** ARNs of identity providers. */
  readonly providers: () => Promise<readonly string[]>;
  /** Whom a provider's tokens may be meant for. */
  readonly audiences: (provider: string) => Promise<readonly string[]>;
  readonly hasRole: (name: string) => Promise<boolean>;
  readonly hasPolicy: (arn: string) => Promise<boolean>;
  readonly stack: (name: string) => Promise<Stack | undefined>;
  /** Deciphered, if it is a secret one. */
  readonly parameter: (name: string) => Promise<string | undefined>;
  readonly object: (bucket: string, key: string) => Promise<Uint8Array | undefined>;
  /** Names of public zones, without the dot at the end. */
  readonly zones: () => Promise<readonly string[]>;
  readonly certificate: (arn: string) => Promise<Certificate | undefined>;
}

export interface Certificate {
  readonly status: string;
  readonly names: readonly string[];
}

interface ZonesPage {
  readonly HostedZones: { readonly HostedZone?: Zone | Zone[] } | "";
  /** Where the next page begins; of a last page nothing. */
  readonly NextMarker?: string;
}

interface Zone {
  readonly Name: string;
  readonly Config?: { readonly PrivateZone?: string };
}

/** The answer, or `undefined` if AWS says by one of these codes that there is none. */
async function unless<T>(codes: RegExp, ask: Promise<T>): Promise<T | undefined> {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof AwsError && codes.test(error.code)) return undefined;
    throw error;
  }
}

/** An element that occurs any number of times is nothing, one, or a list of them. */
const listed = <T>(value: T | readonly T[] | undefined | ""): readonly T[] =>
  value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value as T];

const inside = <T>(value: { readonly member?: T | readonly T[] } | "" | undefined): readonly T[] =>
  value === undefined || value === "" ? [] : listed(value.member);

/** The questions, in a region. */
export function accountOf(send: Send, region: string): Account {
  return { ...ofAccount(send, region), ...ofBootstrap(send, region), ...ofNames(send) };
}

function ofAccount(send: Send, region: string) {
  const form = (service: "sts", action: string, version: string): Request => ({
    service,
    action,
    region,
    form: { Version: version },
  });
  return {
    async identity() {
      const { GetCallerIdentityResponse: answer } = parsed(
        await send(form("sts", "GetCallerIdentity", "2011-06-15")),
      ) as {
        GetCallerIdentityResponse: { GetCallerIdentityResult: { Account: string; Arn: string } };
      };
      const { Account: account, Arn: arn } = answer.GetCallerIdentityResult;
      return { account, arn };
    },
    async concurrency() {
      const path = "/2016-08-19/account-settings/";
      const { AccountLimit } = parsed(
        await send({ service: "lambda", action: "GetAccountSettings", region, path }),
      ) as { AccountLimit: { ConcurrentExecutions: number } };
      return AccountLimit.ConcurrentExecutions;
    },
    async plan() {
      const json = { target: "AWSFreeTierService", version: "1.0", input: {} } as const;
      const bytes = await unless(
        /^ResourceNotFound/,
        send({ service: "freetier", action: "GetAccountPlanState", region: globalRegion, json }),
      );
      return bytes && (parsed(bytes) as { accountPlanType: "FREE" | "PAID" }).accountPlanType;
    },
    async hasDistributions() {
      const path = "/2020-05-31/distribution?MaxItems=1";
      const { DistributionList } = parsed(
        await send({
          service: "cloudfront",
          action: "ListDistributions",
          region: globalRegion,
          path,
        }),
      ) as { DistributionList: { Quantity: string } };
      return Number(DistributionList.Quantity) > 0;
    },
  };
}

function ofBootstrap(send: Send, region: string) {
  const iam = (action: string, input: Readonly<Record<string, string>> = {}): Request => ({
    service: "iam",
    action,
    region: globalRegion,
    form: { Version: "2010-05-08", ...input },
  });
  const isThere = async (request: Request): Promise<boolean> =>
    (await unless(/^NoSuchEntity/, send(request))) !== undefined;
  const stacks = (action: string, input: Readonly<Record<string, string>>): Request => ({
    service: "cloudformation",
    action,
    region,
    form: { Version: "2010-05-15", ...input },
  });
  return {
    async providers() {
      interface Answer {
        readonly ListOpenIDConnectProvidersResponse: {
          readonly ListOpenIDConnectProvidersResult: {
            readonly OpenIDConnectProviderList:
              | { member?: { Arn: string } | { Arn: string }[] }
              | "";
          };
        };
      }
      const { ListOpenIDConnectProvidersResponse: answer } = parsed(
        await send(iam("ListOpenIDConnectProviders")),
      ) as Answer;
      return inside(answer.ListOpenIDConnectProvidersResult.OpenIDConnectProviderList).map(
        ({ Arn }) => Arn,
      );
    },
    async audiences(OpenIDConnectProviderArn: string) {
      const { GetOpenIDConnectProviderResponse: answer } = parsed(
        await send(iam("GetOpenIDConnectProvider", { OpenIDConnectProviderArn })),
      ) as {
        GetOpenIDConnectProviderResponse: {
          GetOpenIDConnectProviderResult: { ClientIDList: { member?: string | string[] } | "" };
        };
      };
      return inside(answer.GetOpenIDConnectProviderResult.ClientIDList);
    },
    hasRole: (name: string) => isThere(iam("GetRole", { RoleName: name })),
    hasPolicy: (arn: string) => isThere(iam("GetPolicy", { PolicyArn: arn })),
    async stack(StackName: string) {
      // A stack that is not there is a ValidationError, and so is nothing else of these two.
      const bytes = await unless(/^ValidationError/, send(stacks("DescribeStacks", { StackName })));
      return bytes && { ...describedIn(bytes), template: await template(StackName) };
    },
    parameter: (name: string) => parameter(send, region, name),
    object: (bucket: string, key: string) =>
      unless(
        /^(NoSuchKey|NoSuchBucket|HTTP 404)/,
        send({ service: "s3", action: "GetObject", region, path: `/${bucket}/${key}` }),
      ),
  };

  async function template(StackName: string): Promise<unknown> {
    const { GetTemplateResponse: answer } = parsed(
      await send(stacks("GetTemplate", { StackName, TemplateStage: "Original" })),
    ) as {
      GetTemplateResponse: { GetTemplateResult: { TemplateBody: string } };
    };
    // The CDK writes YAML of the first version, in which JSON is YAML too.
    return parse(answer.GetTemplateResult.TemplateBody, { version: "1.1" });
  }
}

function describedIn(bytes: Uint8Array): Omit<Stack, "template"> {
  interface Parameter {
    readonly ParameterKey: string;
    readonly ParameterValue: string;
  }
  interface Answer {
    readonly DescribeStacksResponse: {
      readonly DescribeStacksResult: {
        readonly Stacks: {
          readonly member: {
            readonly StackStatus: string;
            readonly Parameters?: { member?: Parameter | Parameter[] } | "";
          };
        };
      };
    };
  }
  const { member } = (parsed(bytes) as Answer).DescribeStacksResponse.DescribeStacksResult.Stacks;
  const parameters = inside(member.Parameters).map(
    ({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue] as const,
  );
  return { status: member.StackStatus, parameters: Object.fromEntries(parameters) };
}

async function parameter(send: Send, region: string, Name: string): Promise<string | undefined> {
  const json = {
    target: "AmazonSSM",
    version: "1.1",
    input: { Name, WithDecryption: true },
  } as const;
  const bytes = await unless(
    /^ParameterNotFound/,
    send({ service: "ssm", action: "GetParameter", region, json }),
  );
  return bytes && (parsed(bytes) as { Parameter: { Value: string } }).Parameter.Value;
}

function ofNames(send: Send) {
  return {
    async zones() {
      const names: string[] = [];
      for (let marker: string | undefined = ""; marker !== undefined;) {
        const { ListHostedZonesResponse: page } = parsed(
          await send({
            service: "route53",
            action: "ListHostedZones",
            region: globalRegion,
            path: `/2013-04-01/hostedzone${marker && `?marker=${encodeURIComponent(marker)}`}`,
          }),
        ) as { ListHostedZonesResponse: ZonesPage };
        const zones = page.HostedZones === "" ? [] : listed(page.HostedZones.HostedZone);
        for (const { Name, Config } of zones) {
          if (Config?.PrivateZone !== "true") names.push(Name.replace(/\.$/, ""));
        }
        marker = page.NextMarker;
      }
      return names;
    },
    async certificate(CertificateArn: string) {
      const json = {
        target: "CertificateManager",
        version: "1.1",
        input: { CertificateArn },
      } as const;
      const bytes = await unless(
        /^ResourceNotFound/,
        send({ service: "acm", action: "DescribeCertificate", region: globalRegion, json }),
      );
      if (bytes === undefined) return undefined;
      const { Certificate } = parsed(bytes) as {
        Certificate: { Status: string; SubjectAlternativeNames?: string[] };
      };
      return { status: Certificate.Status, names: Certificate.SubjectAlternativeNames ?? [] };
    },
  };
}
