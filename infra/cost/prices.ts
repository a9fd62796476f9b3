// List prices in US dollars, without free tiers, discounts and taxes. Region us-east-1 (N. Virginia): the one that public
// sources quote most; eu-central-1 (Frankfurt) is some 10 to 20 % dearer for most of these.

export const region = "us-east-1";
export const noted = "2026-11-28";

export interface Price {
  readonly dollars: number;
  readonly per: string;
  /** AWS's own page, which shows its prices to a browser only: the one that counts. */
  readonly source: string;
  /** A text that says the same, with its date where it has one. */
  readonly seen: string;
}

const aws = (page: string): string => `aws.amazon.com/${page}/pricing`;
const price = (dollars: number, per: string, source: string, seen: string): Price => ({
  dollars,
  per,
  source,
  seen,
});

const hour = "hour";
const million = "million";
const gigabyte = "GB";
const gbMonth = "GB and month";

/** Where prices were seen. */
const texts = {
  before: "texts of 2026, read on 2026-11-22",
  // The weakest of them: no price list, but notes of engineers that agree, few of which name a region.
  proxy: "some ten notes in public repositories on GitHub, no date",
  disk: "saisci.com/aws/gp2-vs-gp3-cost-comparison-ebs-volumes, 2021-02-04",
  nat: "cloudburn.io/blog/aws-nat-gateway-pricing, 2026-02-24",
  natInstance: "egresscost.com/nat-gateway, no date: $3.07 a month",
  cloudWatch: "cloudburn.io/blog/amazon-cloudwatch-pricing, 2026-02; factualminds.com, 2026-06-13",
  gateway: "go-cloud.io/aws-api-gateway-pricing, 2026; wring.co/blog/aws-api-gateway-pricing-guide",
  queue: "cloudburn.io/blog/amazon-sqs-pricing, 2026-03-14",
  // wring.co has twice as much in 2026: what AWS asked until it halved both in November 2024.
  table: "airbyte.com/data-engineering-resources/dynamodb-pricing, no date",
  edge: "wring.co/blog/aws-cloudfront-pricing-guide, 2026-03-08",
  secret: "hivebook.wiki, no date",
  zone: "eatsip365.com/understanding-how-route-53-billing-works, no date",
  firewall: "c3x.dev/blog/aws-waf-cost-explained, no date; awsnegotiations.com, 2026",
  model: "pecollective.com/tools/gpt-4o-mini-pricing, 2026-04; aimodelcalc.pages.dev, 2026-05",
} as const;

const openAi = "openai.com/api/pricing, gpt-4o-mini";

export const prices = {
  databaseMedium: price(0.065, hour, aws("rds/postgresql"), texts.before),
  databaseMicro: price(0.016, hour, aws("rds/postgresql"), texts.before),
  databaseStorage: price(0.115, gbMonth, aws("rds/postgresql"), texts.before),
  proxyVcpu: price(0.015, hour, aws("rds/proxy"), texts.proxy),
  natGateway: price(0.045, hour, aws("vpc"), texts.nat),
  natGigabyte: price(0.045, gigabyte, aws("vpc"), texts.nat),
  natInstance: price(0.0042, hour, aws("ec2/on-demand"), texts.natInstance),
  disk: price(0.08, gbMonth, aws("ebs"), texts.disk),
  publicAddress: price(0.005, hour, aws("vpc"), texts.nat),
  privateZone: price(0.5, "month", aws("route53"), texts.zone),
  secret: price(0.4, "month", aws("secrets-manager"), texts.secret),
  alarm: price(0.1, "month", aws("cloudwatch"), texts.cloudWatch),
  metric: price(0.3, "month", aws("cloudwatch"), texts.cloudWatch),
  dashboard: price(3, "month", aws("cloudwatch"), texts.cloudWatch),
  logsGigabyte: price(0.5, gigabyte, aws("cloudwatch"), texts.cloudWatch),
  lambdaSecond: price(0.000_013_333_4, "GB-second on arm64", aws("lambda"), texts.before),
  lambdaCall: price(0.2, million, aws("lambda"), texts.before),
  httpRequest: price(1, million, aws("api-gateway"), texts.gateway),
  socketMessage: price(1, million, aws("api-gateway"), texts.gateway),
  socketMinute: price(0.25, million, aws("api-gateway"), texts.gateway),
  queueRequest: price(0.4, million, aws("sqs"), texts.queue),
  tableRead: price(0.125, million, aws("dynamodb/on-demand"), texts.table),
  tableWrite: price(0.625, million, aws("dynamodb/on-demand"), texts.table),
  edgeRequest: price(1, million, aws("cloudfront"), texts.edge),
  edgeGigabyte: price(0.085, gigabyte, aws("cloudfront"), texts.edge),
  firewall: price(5, "month", aws("waf"), texts.firewall),
  firewallRule: price(1, "month", aws("waf"), texts.firewall),
  firewallRequest: price(0.6, million, aws("waf"), texts.firewall),
  promptToken: price(0.15, million, openAi, texts.model),
  answerToken: price(0.6, million, openAi, texts.model),
} as const;

export type PriceName = keyof typeof prices;
