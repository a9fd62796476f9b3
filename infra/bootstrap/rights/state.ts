// What SST keeps about a stage: its state, its code, the passphrase of its secrets.
import { appName } from "../deployer.ts";
import { arns, byName, verbs, type Rights } from "../grant.ts";

const buckets = ["arn:aws:s3:::sst-state-*", "arn:aws:s3:::sst-asset-*"];

export const stateRights: Rights = (deployer) => {
  const { stages, isLasting } = deployer;
  // A preview without secrets of its own takes those set for all.
  const kept = isLasting ? [stages] : [stages, "_fallback*"];
  const passphrases = isLasting ? [stages] : [stages, "_fallback"];
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
        ...kept.flatMap((stage) => [
          `arn:aws:s3:::sst-state-*/*/${appName}/${stage}.json`,
          `arn:aws:s3:::sst-state-*/*/${appName}/${stage}/*`,
        ]),
        // Code on its way into a function, named by the function and its contents.
        "arn:aws:s3:::sst-asset-*/assets/*",
      ],
      why: "SST chooses the end of its buckets' names and the kinds of files; the stage's name bounds what is a stage's own.",
    },
    {
      sid: "SstSettings",
      actions: ["ssm:GetParameter"],
      resources: [arns.parameter("parameter/sst/bootstrap")],
    },
    {
      sid: "Passphrase",
      actions: verbs("ssm", "GetParameter", "PutParameter"),
      resources: passphrases.map((stage) =>
        arns.parameter(`parameter/sst/passphrase/${appName}/${stage}`),
      ),
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
                ? ["AddTagsToResource", "DeleteParameter", "ListTagsForResource", "PutParameter"]
                : []),
            ),
            resources: [arns.parameter(`parameter/${appName}/dev/*`)],
            why: "Where dev leaves the ids of its network and database for previews.",
          },
        ]),
  ];
};
