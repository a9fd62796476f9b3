// A limit of requests for each address at the edge, where somebody sets one: what reaches neither functions nor database.
import { count } from "./setting.ts";
import { isLasting, prefix } from "./stage.ts";

/** WAF takes no less than ten. A preview's role may make none. */
const perMinute = isLasting ? count("EDGE_REQUESTS_PER_MINUTE", 10) : undefined;

/** Numbers alone, which cost nothing; no samples of requests, which hold tickets. */
const visibilityConfig = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

function limit(requests: number): aws.wafv2.WebAcl {
  return new aws.wafv2.WebAcl("EdgeLimit", {
    name: `${prefix}-edge`,
    // CloudFront's are all kept there.
    region: "us-east-1",
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    rules: [
      {
        name: "per-address",
        priority: 0,
        action: {
          block: {
            customResponse: {
              responseCode: 429,
              responseHeaders: [{ name: "retry-after", value: "60" }],
            },
          },
        },
        statement: {
          rateBasedStatement: {
            limit: requests,
            evaluationWindowSec: 60,
            aggregateKeyType: "IP",
          },
        },
        visibilityConfig: visibilityConfig("per-address"),
      },
    ],
    visibilityConfig: visibilityConfig(`${prefix}-edge`),
  });
}

const firewall = perMinute === undefined ? undefined : limit(perMinute);

if (firewall !== undefined) {
  $transform(aws.cloudfront.Distribution, (args) => {
    args.webAclId = firewall.arn;
  });
}
