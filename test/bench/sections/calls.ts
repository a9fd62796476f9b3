// Round trips to PostgreSQL and calls of DynamoDB, counted on the wire, on warm connections.
import { routes } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import { once } from "node:events";
import type { WebSocket } from "ws";
import type { Bench } from "../bench.ts";
import { dial, Learner, question } from "../learner.ts";
import {
  callsIn,
  namesIn,
  queriesIn,
  startMeteredStack,
  type Cost,
  type MeteredStack,
} from "../metered-stack.ts";
import { atMost, type Budget, type Findings } from "../row.ts";

/** Times everything is done before it counts. */
const warmUps = 3;

type Rows = { name: string; value: number | null; unit: string; budget?: Budget; note?: string }[];

export async function measureCalls(bench: Bench): Promise<Findings> {
  const stack = await startMeteredStack(bench);
  try {
    const learner = await Learner.join(stack.target);
    const message = await messageCosts(stack, learner);
    const restore = await repeated(stack, () =>
      learner.ask({ type: "restore_chat" }, "chat_restored"),
    );
    const tracks = await repeated(stack, () => learner.client.ok("listTracks"));
    const pages = await pageCosts(stack, learner);
    const worker = await workerCosts(stack, learner);
    const sockets = await socketCosts(stack, learner);
    await learner.leave();
    const trip = (name: string, cost: Cost, budget?: Budget): Rows[number] => {
      return {
        name: `PostgreSQL: ${name}`,
        value: queriesIn(cost),
        unit: "",
        ...(budget && { budget }),
      };
    };
    const call = (name: string, cost: Cost, budget?: Budget): Rows[number] => ({
      name: `DynamoDB: ${name}`,
      value: callsIn(cost),
      unit: "",
      note: namesIn(cost),
      ...(budget && { budget }),
    });
    const first = message.first.trips;
    return {
      rows: [
        trip("message accepted", message.warm, atMost(1)),
        trip("restore", restore, atMost(1)),
        trip("track list", tracks, atMost(1)),
        trip("module page", pages.module, atMost(1)),
        trip("lesson page", pages.lesson, atMost(1)),
        trip("Today", pages.today, atMost(1)),
        { name: "PostgreSQL: each checkpoint", ...worker.checkpoint.trips },
        { name: "PostgreSQL: settle", value: worker.settleTrips, unit: "", budget: atMost(1) },
        {
          name: "PostgreSQL: the worker's turn without checkpoints",
          value: queriesIn(worker.plain),
          unit: "",
          note: "claim, context, settle",
        },
        {
          name: "PostgreSQL: message accepted, first in its process",
          value: first.length,
          unit: "",
          note: `on ${String(message.first.connections)} new connection, ${String(first.filter(({ kind }) => kind === "describe").length)} to describe`,
        },
        trip("connect", sockets.connect),
        trip("disconnect", sockets.disconnect),
        call("connect", sockets.connect, atMost(1)),
        sockets.ticket === null
          ? { name: "DynamoDB: connect with a ticket", value: null, unit: "", note: "not built" }
          : call("connect with a ticket", sockets.ticket, atMost(2)),
        call("message", message.warm, atMost(1)),
        { name: "DynamoDB: fan-out, each checkpoint", ...worker.checkpoint.calls },
        call("the worker's turn without checkpoints", worker.plain),
        call("disconnect", sockets.disconnect, atMost(2)),
        call("restore", restore),
      ],
    };
  } finally {
    await stack.stop();
  }
}

/** What something costs when it has been done before. */
async function repeated(stack: MeteredStack, act: () => Promise<unknown>): Promise<Cost> {
  for (let time = 0; time < warmUps; time += 1) await stack.cost(act);
  return stack.cost(act);
}

async function messageCosts(
  stack: MeteredStack,
  learner: Learner,
): Promise<{ first: Cost; warm: Cost }> {
  const act = (): Promise<unknown> => learner.ask(question("calls"), "message_accepted");
  const first = await stack.cost(act);
  return { first, warm: await repeated(stack, act) };
}

/** Has the worker look at a chat or a job. */
const wake = (stack: MeteredStack, body: object): Promise<unknown> =>
  stack.invoke("generate", {
    Records: [{ body: JSON.stringify(body), receiptHandle: "none" }],
  });

/** What the pages cost of a module whose first lesson is written. */
async function pageCosts(stack: MeteredStack, { client, track }: Learner) {
  const body = { session_id: track.session_id, track_id: track.id };
  const said = { session_id: track.session_id, message: "[bench plan]" };
  await wake(stack, await client.accepted("chatResponse", { body: said }));
  await wake(stack, await client.accepted("finalize", { body }));
  const { modules } = await client.ok("getTrack", { params: { id: track.id } });
  const params = { id: modules[0]?.id ?? "" };
  await wake(stack, await client.accepted("outlineModule", { params }));
  const { lesson_id, chat_id, message_id } = await client.ok("startModule", { params });
  await wake(stack, { chat_id, message_id });
  const { version } = await client.ok("getLesson", { params: { id: lesson_id } });
  if (version?.status !== "complete") throw new Error("The lesson was not written");
  return {
    module: await repeated(stack, () => client.ok("getModule", { params })),
    lesson: await repeated(stack, () => client.ok("getLesson", { params: { id: lesson_id } })),
    today: await repeated(stack, () => client.ok("today")),
  };
}

/** What the worker needs for a turn without checkpoints, and what each checkpoint adds. */
async function workerCosts(stack: MeteredStack, learner: Learner) {
  const turn = async (chars: number, pace: number): Promise<Cost> => {
    const { frame } = await learner.ask(question("worker", chars, pace), "message_accepted");
    if (frame.type !== "message_accepted") throw new Error("not accepted");
    const { chat_id, message_id } = frame;
    return stack.cost(() => wake(stack, { chat_id, message_id }));
  };
  // The turns that were only accepted so far are worked off by the first.
  for (let time = 0; time < warmUps; time += 1) await turn(40, 0);
  const plain = await turn(40, 0);
  const long = await turn(20_000, 10_000);
  const about = (part: string) => (cost: Cost) =>
    cost.trips.filter(({ kind, sql }) => kind === "query" && sql.includes(part)).length;
  const checkpoints = about("checkpoint_turn")(long);
  const more = (count: (cost: Cost) => number): number =>
    (count(long) - count(plain)) / checkpoints;
  return {
    plain,
    settleTrips: queriesIn(plain) - about("claim_turn")(plain) - about("read_context")(plain),
    checkpoint: {
      trips: {
        value: more(queriesIn),
        unit: "",
        budget: atMost(1),
        note: `what ${String(checkpoints)} checkpoints of one turn add, each`,
      },
      calls: { value: more(callsIn), unit: "", budget: atMost(1), note: "Query" },
    },
  };
}

async function socketCosts(stack: MeteredStack, { client, track }: Learner) {
  const costs = async (
    query: () => Promise<string>,
  ): Promise<{ connect: Cost; disconnect: Cost }> => {
    const opened: WebSocket[] = [];
    const given = await query();
    const connect = await stack.cost(async () =>
      opened.push(await dial(client, track.session_id, given)),
    );
    const disconnect = await stack.costOnceCalled(async () => {
      const [socket] = opened;
      if (!socket) return;
      const closed = once(socket, "close");
      socket.close();
      await closed;
    });
    return { connect, disconnect };
  };
  const plain = async (): Promise<string> => "";
  for (let time = 0; time < warmUps; time += 1) await costs(plain);
  const warm = await costs(plain);
  const route = Object.values<Route>(routes).find(({ path }) => /ticket/.test(path));
  if (route === undefined) return { ...warm, ticket: null };
  const ticket = async (): Promise<string> => {
    const body = { session_id: track.session_id };
    const answer = await client.request(route.method, route.path, { body });
    const { ticket: given } = answer.body as { ticket: string };
    return `?ticket=${encodeURIComponent(given)}`;
  };
  await costs(ticket);
  return { ...warm, ticket: (await costs(ticket)).connect };
}
