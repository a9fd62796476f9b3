// Which function works on which queue, one record a call: a record that throws comes again by itself.
import { functions, queues } from "@ai-learning/functions/manifest";
import { deployed } from "./functions.ts";
import { deadLettersQueue, wakeupsQueue } from "./queue.ts";
import { size } from "./stage.ts";

const sources = {
  wakeups: {
    queue: wakeupsQueue,
    batchSize: queues.wakeups.batchSize,
    // More turns at once than this wait in the queue rather than at the database.
    scalingConfig: { maximumConcurrency: size.workers },
  },
  "dead-letters": {
    queue: deadLettersQueue,
    batchSize: queues.deadLetters.batchSize,
    scalingConfig: { maximumConcurrency: 2 },
  },
} as const;

for (const { name, queue } of functions) {
  if (queue === undefined) continue;
  const { queue: source, ...settings } = sources[queue];
  new aws.lambda.EventSourceMapping(`${queue}-mapping`, {
    eventSourceArn: source.arn,
    functionName: deployed(name).name,
    ...settings,
  });
}
