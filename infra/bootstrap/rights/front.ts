// What the world sees: APIs, the distribution, the site's files, and for stages that last a domain.
import { namesOf } from "../deployer.ts";
import { byName, nameless, readsOnly, verbs, type Grant, type Rights } from "../grant.ts";

const edgeLimit = (names: string): Grant => ({
  sid: "EdgeLimit",
  actions: verbs(
    "wafv2",
    "CreateWebACL",
    "DeleteWebACL",
    "GetWebACL",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
    "UpdateWebACL",
  ),
  // CloudFront takes those of this region alone.
  resources: [`arn:aws:wafv2:us-east-1:ACCOUNT:global/webacl/${names}/*`],
  why: byName,
});

const domain: readonly Grant[] = [
  {
    sid: "NewCertificates",
    actions: ["acm:RequestCertificate"],
    resources: ["*"],
    conditions: {
      "ForAllValues:StringEquals": { "acm:DomainNames": "SITE_DOMAIN" },
      StringEquals: { "acm:ValidationMethod": "DNS" },
    },
    why: "Takes no resource; the domain in the request bounds it.",
  },
  {
    sid: "Certificates",
    actions: verbs(
      "acm",
      "AddTagsToCertificate",
      "DeleteCertificate",
      "DescribeCertificate",
      "ListTagsForCertificate",
      "RemoveTagsFromCertificate",
    ),
    // CloudFront takes certificates of this region alone.
    resources: ["arn:aws:acm:us-east-1:ACCOUNT:certificate/*"],
    why: nameless,
  },
  {
    sid: "Records",
    actions: verbs(
      "route53",
      "ChangeResourceRecordSets",
      "GetHostedZone",
      "ListResourceRecordSets",
    ),
    resources: ["arn:aws:route53:::hostedzone/*"],
    why: "Which zone holds the domain is a setting of the deployment, and zones have ids AWS chooses.",
  },
  {
    sid: "ZonesRead",
    actions: verbs("route53", "GetChange", "ListHostedZones", "ListHostedZonesByName"),
    resources: ["*"],
    why: readsOnly,
  },
];

export const frontRights: Rights = (deployer) => {
  const names = namesOf(deployer);
  return [
    {
      sid: "Apis",
      // API Gateway knows methods of its own REST interface, not verbs.
      actions: verbs("apigateway", "DELETE", "GET", "PATCH", "POST", "PUT", "TagResource"),
      resources: ["/apis", "/apis/*", "/tags/*"].map(
        (path) => `arn:aws:apigateway:REGION::${path}`,
      ),
      why: nameless,
    },
    {
      sid: "ApiLogsRead",
      actions: ["apigateway:GET"],
      resources: ["arn:aws:apigateway:REGION::/account"],
    },
    {
      sid: "NewFront",
      actions: verbs("cloudfront", "CreateDistribution*", "CreateFunction", "CreateKeyValueStore"),
      resources: ["*"],
      why: "These take no resource. Without a distribution of its own, what is made serves nobody.",
    },
    {
      sid: "Distributions",
      actions: verbs(
        "cloudfront",
        "CreateInvalidation",
        "DeleteDistribution",
        "DeleteKeyValueStore",
        "TagResource",
        "UntagResource",
        "UpdateDistribution",
        "UpdateKeyValueStore",
      ),
      resources: ["distribution", "key-value-store"].map(
        (kind) => `arn:aws:cloudfront::ACCOUNT:${kind}/*`,
      ),
      why: nameless,
    },
    {
      sid: "FrontRead",
      actions: verbs(
        "cloudfront",
        "DescribeKeyValueStore",
        "GetCachePolicy",
        "GetDistribution*",
        "GetInvalidation",
        "ListTagsForResource",
      ),
      resources: ["*"],
      why: readsOnly,
    },
    {
      sid: "EdgeFunctions",
      actions: verbs(
        "cloudfront",
        "DeleteFunction",
        "DescribeFunction",
        // The code holds the stage's secret.
        "GetFunction",
        "PublishFunction",
        "UpdateFunction",
      ),
      resources: [`arn:aws:cloudfront::ACCOUNT:function/${names}`],
      why: byName,
    },
    {
      sid: "EdgeRoutes",
      actions: verbs(
        "cloudfront-keyvaluestore",
        "DeleteKey",
        "DescribeKeyValueStore",
        "GetKey",
        "ListKeys",
        "PutKey",
        "UpdateKeys",
      ),
      resources: ["arn:aws:cloudfront::ACCOUNT:key-value-store/*"],
      why: nameless,
    },
    {
      sid: "Site",
      actions: verbs(
        "s3",
        "CreateBucket",
        "DeleteBucket*",
        "DeleteObject*",
        "Get*",
        "List*",
        "PutBucket*",
        "PutEncryptionConfiguration",
        "PutLifecycleConfiguration",
        "PutObject*",
        "TagResource",
        "UntagResource",
      ),
      resources: [`arn:aws:s3:::${names}`],
      why: byName,
    },
    ...(deployer.isLasting ? [...domain, edgeLimit(names)] : []),
  ];
};
