// From asking for modules to having them, when the plan on screen is complete: no model takes part.
import postgres from "postgres";
import type { Bench } from "../bench.ts";
import { Learner } from "../learner.ts";
import { atMost, within, type Findings } from "../row.ts";
import { timing } from "../stats.ts";

export async function measureFinalise(bench: Bench): Promise<Findings> {
  const stack = await bench.stack();
  const learner = await Learner.join(stack);
  const { client, track } = learner;
  const body = { session_id: track.session_id, track_id: track.id };
  const overHttp: number[] = [];
  const toFrame: number[] = [];
  let modules = 0;
  for (let time = -3; time < bench.size(40, 5); time += 1) {
    await learner.ask({ type: "text", message: "[bench plan]" }, "ai_response");
    const coming = learner.next("finalization_complete");
    const began = performance.now();
    const done = await client.ok("finalize", { body });
    const ended = performance.now();
    const { at } = await coming;
    modules = done.modules_count;
    if (time < 0) continue;
    overHttp.push(ended - began);
    toFrame.push(at - began);
  }
  await learner.leave();
  return {
    rows: [
      {
        name: "Request to modules, over HTTP",
        ...timing(overHttp),
        unit: "ms",
        budget: within(150),
        note: `${String(modules)} modules`,
      },
      { name: "Request to `finalization_complete`", ...timing(toFrame), unit: "ms" },
      {
        name: "Requests to a model",
        value: await requestsFor(stack.databaseUrl, track.id),
        unit: "",
        budget: atMost(0),
        note: "of all of them, by the ledger",
      },
    ],
  };
}

async function requestsFor(databaseUrl: string, trackId: string): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const [row] = await sql<{ requests: number }[]>`
      select sum(requests)::int as requests from ai_calls
      where track_id = ${trackId} and kind = 'finalization'`;
    return row?.requests ?? 0;
  } finally {
    await sql.end();
  }
}
