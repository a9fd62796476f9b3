// Functions on a clock.
import { functions } from "@ai-learning/functions/manifest";
import { deployed } from "./functions.ts";

for (const { name, everyMinutes } of functions) {
  if (everyMinutes === undefined) continue;
  const unit = everyMinutes === 1 ? "minute" : "minutes";
  new sst.aws.CronV2(`Clock-${name}`, {
    schedule: `rate(${everyMinutes} ${unit})`,
    function: deployed(name).arn,
  });
}
