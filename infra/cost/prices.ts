// List prices in US dollars, without free tiers, discounts and taxes. Region us-east-1 (N. Virginia): the one that public
// sources quote most; eu-central-1 (Frankfurt) is some 10 to 20 % dearer for most of these.

export const region = "us-east-1";
export const noted = "2026-11-22";

export interface Price {
  readonly dollars: number;
  readonly per: string;
  /** Where to look it up. */
  readonly source: string;
  /** Whether a public text of this year was seen to say the same; the others are to be looked up before they count. */
  readonly isChecked: boolean;
}

const aws = (page: string): string => `aws.amazon.com/${page}/pricing`;
const price = (dollars: number, per: string, source: string, isChecked = false): Price => ({
  dollars,
  per,
  source,
  isChecked,
});

const hour = "hour";
const million = "million";
const gigabyte = "GB";
const gbMonth = "GB and month";

export const prices = {
  databaseMedium: price(0.065, hour, aws("rds/postgresql"), true),
  databaseMicro: price(0.016, hour, aws("rds/postgresql"), true),
  databaseStorage: price(0.115, gbMonth, aws("rds/postgresql"), true),
  proxyVcpu: price(0.015, hour, aws("rds/proxy")),
  natGateway: price(0.045, hour, aws("vpc")),
  natGigabyte: price(0.045, gigabyte, aws("vpc")),
  natInstance: price(0.0042, hour, aws("ec2/on-demand")),
  disk: price(0.08, gbMonth, aws("ebs")),
  publicAddress: price(0.005, hour, aws("vpc")),
  privateZone: price(0.5, "month", aws("route53")),
  secret: price(0.4, "month", aws("secrets-manager")),
  alarm: price(0.1, "month", aws("cloudwatch")),
  metric: price(0.3, "month", aws("cloudwatch")),
  dashboard: price(3, "month", aws("cloudwatch")),
  logsGigabyte: price(0.5, gigabyte, aws("cloudwatch")),
  lambdaSecond: price(0.000_013_333_4, "GB-second on arm64", aws("lambda"), true),
  lambdaCall: price(0.2, million, aws("lambda"), true),
  httpRequest: price(1, million, aws("api-gateway")),
  socketMessage: price(1, million, aws("api-gateway"), true),
  socketMinute: price(0.25, million, aws("api-gateway")),
  queueRequest: price(0.4, million, aws("sqs")),
  tableRead: price(0.125, million, aws("dynamodb/on-demand")),
  tableWrite: price(0.625, million, aws("dynamodb/on-demand")),
  edgeRequest: price(1, million, aws("cloudfront")),
  edgeGigabyte: price(0.085, gigabyte, aws("cloudfront")),
  promptToken: price(0.15, million, "openai.com/api/pricing, gpt-4o-mini"),
  answerToken: price(0.6, million, "openai.com/api/pricing, gpt-4o-mini"),
} as const;

export type PriceName = keyof typeof prices;
