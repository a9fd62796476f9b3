// What the world sees: APIs, the distribution, its certificate and records, the site's bucket.
import {
  account,
  arn,
  call,
  region,
  serviceRole,
  text,
  type Calls,
  type Made,
  type Table,
} from "./call.ts";

const gateway = (path: string): string => `arn:aws:apigateway:${region}::${path}`;
const tagsOf = (path: string): string => gateway(`/tags/${encodeURIComponent(gateway(path))}`);
const tagApi = (path: string, parent: string) => [
  ...call("apigateway", "TagResource", [gateway(parent)]),
  ...call("apigateway", "POST DELETE", [tagsOf(path)]),
];

/** A part of an API, such as one of its routes. */
const part = ({ stage }: Made, collection: string, id: string): Calls => ({
  create: call("apigateway", "POST", [gateway(`/apis/api${stage}/${collection}`)]),
  read: call("apigateway", "GET", [gateway(`/apis/api${stage}/${collection}/${id}`)]),
  update: call("apigateway", "PATCH", [gateway(`/apis/api${stage}/${collection}/${id}`)]),
  remove: call("apigateway", "DELETE", [gateway(`/apis/api${stage}/${collection}/${id}`)]),
});

/** What API Gateway asks of who switches access logs on. */
const logDelivery = call(
  "logs",
  "CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies GetLogDelivery ListLogDeliveries PutResourcePolicy UpdateLogDelivery",
);

const global = (resource: string): string => `arn:aws:cloudfront::${account}:${resource}`;
const distribution = [global("distribution/E1")];
const storeOf = ({ inputs }: Made): string[] => [global(`key-value-store/${text(inputs["name"])}`)];
const bucketOf = ({ inputs }: Made): string[] => [`arn:aws:s3:::${text(inputs["bucket"])}`];
const zone = ["arn:aws:route53:::hostedzone/Z1"];

const settingOfBucket =
  (get: string, put: string, remove: string) =>
  (made: Made): Calls => ({
    create: call("s3", put, bucketOf(made)),
    read: call("s3", get, bucketOf(made)),
    update: call("s3", put, bucketOf(made)),
    remove: call("s3", remove, bucketOf(made)),
  });

const certificate = [arn("acm", "certificate/1", "us-east-1")];

export const front: Table = {
  "apigateway/account:Account": () => ({ read: call("apigateway", "GET", [gateway("/account")]) }),
  "apigatewayv2/api:Api": ({ stage }) => ({
    create: [
      ...call("apigateway", "POST", [gateway("/apis")]),
      ...serviceRole("ops.apigateway", "AWSServiceRoleForAPIGateway"),
    ],
    read: call("apigateway", "GET", [gateway(`/apis/api${stage}`)]),
    tag: tagApi(`/apis/api${stage}`, "/apis"),
    update: call("apigateway", "PATCH", [gateway(`/apis/api${stage}`)]),
    remove: call("apigateway", "DELETE", [gateway(`/apis/api${stage}`)]),
  }),
  "apigatewayv2/integration:Integration": (made) => part(made, "integrations", "1"),
  "apigatewayv2/route:Route": (made) => part(made, "routes", "1"),
  "apigatewayv2/stage:Stage": (made) => {
    const parent = `/apis/api${made.stage}/stages`;
    const logs = made.inputs["accessLogSettings"] === undefined ? [] : logDelivery;
    return {
      ...part(made, "stages", "$default"),
      create: [...call("apigateway", "POST", [gateway(parent)]), ...logs],
      tag: tagApi(`${parent}/$default`, parent),
    };
  },
  "cloudfront/cachePolicy:CachePolicy": () => ({
    read: call("cloudfront", "GetCachePolicy", [global("cache-policy/1")]),
  }),
  "wafv2/webAcl:WebAcl": ({ inputs }) => {
    const own = [arn("wafv2", `global/webacl/${text(inputs["name"])}/1`, "us-east-1")];
    const there = { "aws:RequestedRegion": "us-east-1" };
    return {
      create: call("wafv2", "CreateWebACL", own, there),
      read: call("wafv2", "GetWebACL ListTagsForResource", own, there),
      tag: call("wafv2", "TagResource UntagResource", own, there),
      update: call("wafv2", "UpdateWebACL", own, there),
      remove: call("wafv2", "DeleteWebACL", own, there),
    };
  },
  "cloudfront/distribution:Distribution": ({ inputs }) => ({
    create: [
      ...call("cloudfront", "CreateDistribution"),
      // Who puts a web ACL in front of a distribution has to be allowed to see it.
      ...(inputs["webAclId"] === undefined
        ? []
        : call("wafv2", "GetWebACL", [text(inputs["webAclId"])], {
            "aws:RequestedRegion": "us-east-1",
          })),
    ],
    read: call("cloudfront", "GetDistribution ListTagsForResource", distribution),
    tag: call("cloudfront", "TagResource UntagResource", distribution),
    update: call("cloudfront", "UpdateDistribution", distribution),
    remove: call("cloudfront", "GetDistributionConfig DeleteDistribution", distribution),
  }),
  "cloudfront/function:Function": ({ inputs }) => {
    const own = [global(`function/${text(inputs["name"])}`)];
    return {
      create: [
        ...call("cloudfront", "CreateFunction"),
        ...call("cloudfront", "PublishFunction", own),
      ],
      read: call("cloudfront", "DescribeFunction GetFunction", own),
      update: call("cloudfront", "UpdateFunction PublishFunction", own),
      remove: call("cloudfront", "DeleteFunction", own),
    };
  },
  "cloudfront/keyValueStore:KeyValueStore": (made) => ({
    create: call("cloudfront", "CreateKeyValueStore"),
    read: call("cloudfront", "DescribeKeyValueStore", storeOf(made)),
    update: call("cloudfront", "UpdateKeyValueStore", storeOf(made)),
    remove: call("cloudfront", "DeleteKeyValueStore", storeOf(made)),
  }),
  "acm/certificate:Certificate": ({ inputs }) => ({
    create: call("acm", "RequestCertificate", [], {
      "acm:DomainNames": [text(inputs["domainName"])],
      "acm:ValidationMethod": text(inputs["validationMethod"]),
      "aws:RequestedRegion": "us-east-1",
    }),
    read: call("acm", "DescribeCertificate ListTagsForCertificate", certificate),
    tag: call("acm", "AddTagsToCertificate RemoveTagsFromCertificate", certificate),
    remove: call("acm", "DeleteCertificate", certificate),
  }),
  "acm/certificateValidation:CertificateValidation": () => ({
    read: call("acm", "DescribeCertificate", certificate),
  }),
  "route53/record:Record": () => ({
    create: call("route53", "ChangeResourceRecordSets", zone),
    read: [
      ...call("route53", "GetHostedZone ListResourceRecordSets", zone),
      ...call("route53", "GetChange", ["arn:aws:route53:::change/C1"]),
    ],
    remove: call("route53", "ChangeResourceRecordSets", zone),
  }),
  "s3/bucket:Bucket": (made) => ({
    create: call("s3", "CreateBucket", bucketOf(made)),
    read: call(
      "s3",
      "GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLogging GetBucketObjectLockConfiguration GetBucketPolicy GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration ListBucket ListTagsForResource",
      bucketOf(made),
    ),
    tag: call("s3", "PutBucketTagging TagResource UntagResource", bucketOf(made)),
    remove: [
      ...call("s3", "DeleteBucket ListBucketVersions", bucketOf(made)),
      ...call("s3", "DeleteObject DeleteObjectVersion", [`${bucketOf(made).join("")}/index.html`]),
    ],
  }),
  "s3/bucketCorsConfiguration:BucketCorsConfiguration": settingOfBucket(
    "GetBucketCORS",
    "PutBucketCORS",
    "PutBucketCORS",
  ),
  "s3/bucketPolicy:BucketPolicy": settingOfBucket(
    "GetBucketPolicy",
    "PutBucketPolicy",
    "DeleteBucketPolicy",
  ),
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": settingOfBucket(
    "GetBucketPublicAccessBlock",
    "PutBucketPublicAccessBlock",
    "PutBucketPublicAccessBlock",
  ),
};
