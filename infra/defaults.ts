// What holds for every resource, whoever makes it.
import { setting } from "./setting.ts";
import { kind, prefix } from "./stage.ts";

const boundary = setting("PERMISSIONS_BOUNDARY");

const lambdaTrust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});

$transform(aws.iam.Role, (args) => {
  // SST lets whoever may assume roles in the account take a function's; only a laptop in `sst dev` has to.
  if (kind !== "developer") {
    args.assumeRolePolicy = $output(args.assumeRolePolicy).apply((policy) =>
      JSON.stringify(policy).includes(":root") ? lambdaTrust : policy,
    );
  }
  // Set where SST runs with the rights of a deploy role, which may make no role without it.
  if (boundary !== undefined) args.permissionsBoundary = boundary;
});

// SST's own names for them are so long that it leaves out letters of the app's, by which the deploy roles are bounded.
$transform(aws.cloudfront.Function, (args, _opts, name) => {
  args.name = `${prefix}-${name.replace("RouterCloudfrontFunction", "Edge")}`;
});

// One bucket takes the code of every stage: with the stage in its key, no deploy role can change another's.
$transform(aws.s3.BucketObjectv2, (args) => {
  if (args.key === undefined) return;
  args.key = $output(args.key).apply((key) => key.replace(/^assets\//, `assets/${prefix}/`));
});
