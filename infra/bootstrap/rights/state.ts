// What SST keeps about a stage: its state, its code, the passphrase of its secrets.
import { appName } from "../deployer.ts";
import { arns, byName, verbs, type Rights } from "../grant.ts";

const buckets = ["arn:aws:s3:::sst-state-*", "arn:aws:s3:::sst-asset-*"];

export const stateRights: Rights = (deployer) => {
  const { stages, isLasting } = deployer;
  const passphrase = (stage: string): string =>
    arns.parameter(`parameter/sst/passphrase/${appName}/${stage}`);
  return [
    {
      sid: "StateBuckets",
      actions: verbs("s3", "GetBucketLocation", "ListBucket"),
      resources: buckets,
      why: "SST chooses the end of its buckets' names. What is listed are names of stages.",
    },
    {
      sid: "State",
      actions: verbs("s3", "DeleteObject", "GetObject", "PutObject"),
      resources: [
        // app/, secret/, lock/, update/ and so on hold one file or folder for each stage.
        `arn:aws:s3:::sst-state-*/*/${appName}/${stages}.json`,
        `arn:aws:s3:::sst-state-*/*/${appName}/${stages}/*`,
      ],
      why: "SST chooses the end of its buckets' names and the kinds of files; the stage's name bounds what is a stage's own.",
    },
    {
      sid: "Code",
      // Uploads carry the tags of everything else.
      actions: verbs(
        "s3",
        "DeleteObject",
        "GetObject",
        "GetObjectTagging",
        "PutObject",
        "PutObjectTagging",
      ),
      // On its way into a function; infra/defaults.ts puts the stage into the key.
      resources: [`arn:aws:s3:::sst-asset-*/assets/${appName}-${stages}/*`],
      why: "SST chooses the end of its bucket's name, and names code by its contents.",
    },
    {
      sid: "SecretsForAll",
      // SST reads what is set for all stages at every deployment, whether the stage takes it or not.
      actions: ["s3:GetObject"],
      resources: [`arn:aws:s3:::sst-state-*/secret/${appName}/_fallback.json`],
      why: "SST chooses the end of its buckets' names.",
    },
    {
      sid: "PassphraseForAll",
      actions: ["ssm:GetParameter"],
      resources: [passphrase("_fallback")],
    },
    {
      sid: "SstSettings",
      actions: ["ssm:GetParameter"],
      resources: [arns.parameter("parameter/sst/bootstrap")],
    },
    {
      sid: "Passphrase",
      actions: verbs("ssm", "GetParameter", "PutParameter"),
      resources: [passphrase(stages)],
      ...(!isLasting && { why: byName }),
    },
    ...(deployer.environment === "production"
      ? []
      : [
          {
            sid: "Shared",
            actions: verbs(
              "ssm",
              "GetParameter",
              "GetParameters",
              ...(isLasting
                ? [
                    "AddTagsToResource",
                    "DeleteParameter",
                    "ListTagsForResource",
                    "PutParameter",
                    "RemoveTagsFromResource",
                  ]
                : []),
            ),
            resources: [arns.parameter(`parameter/${appName}/dev/*`)],
            why: "Where dev leaves the ids of its network and the address of its database for previews.",
          },
        ]),
    ...(deployer.environment === "dev"
      ? [
          {
            sid: "SharedRead",
            actions: ["ssm:DescribeParameters"],
            resources: ["*"],
            why: "Takes no resource. It tells names and kinds of parameters, never values.",
          },
        ]
      : []),
  ];
};
