// What holds for every resource, whoever makes it.
import { setting } from "./setting.ts";
import { kind } from "./stage.ts";

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
