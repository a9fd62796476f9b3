// What the world sees: APIs, the distribution, the site's files, and for stages that last a domain.
import { namesOf } from "../deployer.ts";
import { byName, nameless, readsOnly, verbs, type Grant, type Rights } from "../grant.ts";

const domain: readonly Grant[] = [
  {
    sid: "Certificates",
    actions: verbs(
      "acm",
      "AddTagsToCertificate",
      "DeleteCertificate",
      "DescribeCertificate",
      "ListTagsForCertificate",
      "RequestCertificate",
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
      sid: "Distributions",
      actions: verbs(
        "cloudfront",
        "CreateDistribution*",
        "CreateInvalidation",
        "CreateKeyValueStore",
        "CreateOriginAccessControl",
        "DeleteDistribution",
        "DeleteKeyValueStore",
        "DeleteOriginAccessControl",
        "Describe*",
        "Get*",
        "List*",
        "TagResource",
        "UntagResource",
        "UpdateDistribution",
        "UpdateKeyValueStore",
        "UpdateOriginAccessControl",
      ),
      resources: ["*"],
      why: nameless,
    },
    {
      sid: "EdgeFunctions",
      actions: verbs(
        "cloudfront",
        "CreateFunction",
        "DeleteFunction",
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
      ),
      resources: [`arn:aws:s3:::${names}`],
      why: byName,
    },
    ...(deployer.isLasting ? domain : []),
  ];
};
