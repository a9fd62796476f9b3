// The variables a function gets: what SST hands over in the cloud, what Lambda sets, what the AWS SDKs read.
import { linksOf, type FunctionSpec, type LinkName } from "@ai-learning/functions/manifest";
import { localCredentials, tableName } from "../stores/connections-table.ts";
import type { DatabaseAddress, ModelSettings } from "../settings.ts";

/** Where everything is, once it runs. */
export interface Resources {
  readonly database: DatabaseAddress;
  readonly wakeupsUrl: string;
  readonly socketUrl: string;
  readonly managementEndpoint: string;
  readonly dynamoEndpoint: string;
  readonly sqsEndpoint: string;
  readonly secretKey: string;
  readonly sealingKey: string;
  readonly edgeSecret: string;
  readonly model: ModelSettings;
  readonly region: string;
  readonly passed: Readonly<Record<string, string>>;
}

/** The environment of one function: of the linked resources, those its rights need. */
export function functionEnvironment(
  resources: Resources,
  { name, memoryMb, rights }: Pick<FunctionSpec, "name" | "memoryMb" | "rights">,
): Record<string, string> {
  const { database, model } = resources;
  const linked: Readonly<Record<LinkName, object | undefined>> = {
    Database: database,
    DatabaseMaker: undefined,
    Connections: { name: tableName },
    Wakeups: { url: resources.wakeupsUrl },
    Socket: { url: resources.socketUrl, managementEndpoint: resources.managementEndpoint },
    SecretKey: { value: resources.secretKey },
    SealingKey: { value: resources.sealingKey },
    EdgeSecret: { value: resources.edgeSecret },
    OpenAiKey: { value: model.key },
  };
  const links = linksOf({ rights }).map((key) => [
    `SST_RESOURCE_${key}`,
    JSON.stringify(linked[key]),
  ]);
  return {
    ...resources.passed,
    SST_RESOURCE_App: JSON.stringify({ name: "ai-learning", stage: "local" }),
    ...Object.fromEntries(links),
    DEFAULT_OPENAI_MODEL: model.model,
    DEFAULT_OPENAI_BASE_URL: model.baseUrl,
    AWS_REGION: resources.region,
    AWS_DEFAULT_REGION: resources.region,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: resources.dynamoEndpoint,
    AWS_ENDPOINT_URL_SQS: resources.sqsEndpoint,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    PATH: process.env["PATH"] ?? "",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
  };
}

/** What Node reads before any code runs, so that it must be there at boot. */
export function bootEnvironment(cacheDir: string): Record<string, string> {
  const kept = ["PATH", "NODE_EXTRA_CA_CERTS", "NODE_USE_ENV_PROXY", "HTTPS_PROXY", "NO_PROXY"];
  const own = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(own), TZ: "UTC", NODE_COMPILE_CACHE: cacheDir };
}
