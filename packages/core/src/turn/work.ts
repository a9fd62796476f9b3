// The worker: claims a chat's oldest unfinished turn, writes it, settles it, goes on to the next.
import * as log from "../log.ts";
import * as config from "../config.ts";
import { problem, PublicError } from "../error.ts";
import { chatModelOf, choose } from "../model/choice.ts";
import type { Answer } from "../model/client.ts";
import * as usage from "../model/usage.ts";
import { hold, tryWake, type WakeUp } from "../adapters/queue.ts";
import { ledger } from "../usage/usage.sql.ts";
import { produce, type Produced } from "./answer.ts";
import { Broadcast, type Lines } from "./broadcast.ts";
import { giveUp } from "./give-up.ts";
import { LeaseKeeper } from "./lease-keeper.ts";
import * as Rows from "./turn.sql.ts";

/** A next turn is begun only when at least this much of the function's time is left. */
const enoughMs = 250_000;

/**
 * Works on a chat until nothing is left to do, its lease is somebody else's, or the time runs low.
 *   receipt: of the wake-up, kept ours while we work; remainingMs: of the function's time.
 */
export async function work(
  wakeUp: WakeUp,
  receipt: string,
  remainingMs: () => number,
): Promise<void> {
  const model = config.model().name;
  const release = hold(receipt);
  const desk: Desk = { model, lines: new Map(), farewells: [] };
  try {
    let claim = await Rows.claim(wakeUp.chat_id, model);
    while (claim !== null) {
      if (claim.over !== null) {
        await giveUp(claim.message_id, "gave_up");
        return;
      }
      claim = await answer(claim, desk, remainingMs() > enoughMs);
    }
  } finally {
    await Promise.all(desk.farewells);
    release();
  }
}

/** What the turns of one worker share. */
interface Desk {
  /** The server's model: it answers whoever has none of their own. */
  readonly model: string;
  readonly lines: Lines;
  /** Last frames under way: a slow connection does not delay the next turn. */
  readonly farewells: Promise<void>[];
}

/** Writes a claimed turn and settles it; returns the next, claimed in the same transaction. */
async function answer(claim: Rows.Claim, desk: Desk, goOn: boolean): Promise<Rows.Claim | null> {
  const broadcast = new Broadcast(claim.session_id, claim, claim.opened_over, desk.lines);
  const keeper = new LeaseKeeper(claim, broadcast);
  try {
    const produced = await write(claim, keeper, broadcast).catch((error: unknown) =>
      broken(claim, desk.model, error),
    );
    await keeper.close();
    if (keeper.interruption === "lost") return null;
    const end = ending(produced, keeper.interruption === "stop");
    const ours = { ...claim, call_id: produced.callId };
    const settled = await Rows.settle(ours, end, desk.model, goOn);
    if (settled === null) return null;
    if (end.status === "failed") {
      log.warn("turn_failed", { chat_id: claim.chat_id, code: end.error }, produced.answer.cause);
    }
    if (settled.next === null && settled.more) await tryWake(claim);
    const stored = settled.kept ?? {
      status: end.status,
      text: end.text,
      model: end.model,
      tokens: end.tokens,
    };
    const farewell = broadcast.finish(
      {
        ...stored,
        kind: claim.kind,
        error: end.error,
        trackId: claim.track_id,
        modulesCreated: end.modules?.length ?? 0,
      },
      settled.opened_over,
    );
    desk.farewells.push(farewell);
    return settled.next;
  } finally {
    await keeper.close();
    broadcast.leave();
  }
}

/** What was written, and the name of the model that wrote it. */
type Written = Produced & { readonly model: string };

/** Whoever watches is found while the model thinks. */
async function write(
  claim: Rows.Claim,
  keeper: LeaseKeeper,
  broadcast: Broadcast,
): Promise<Written> {
  // Its own model is gone meanwhile: the server's is only for what a budget was asked for.
  if (claim.own_model === null && claim.held === 0) throw problem("own_model_unavailable");
  const model = choose(claim.user_id, claim.own_model, chatModelOf(claim.context));
  const [produced] = await Promise.all([
    produce(claim, model, keeper),
    broadcast.refresh(claim.opened_over),
  ]);
  return { ...produced, model: model.endpoint.name };
}

/** A turn that could not be written: it fails, and the log knows why. */
function broken(claim: Rows.Claim, serverModel: string, error: unknown): Written {
  const model = claim.own_model?.model_name ?? serverModel;
  const known = error instanceof PublicError;
  if (!known) log.error("turn_broke", error, { chat_id: claim.chat_id });
  const nothing: Answer = {
    text: "",
    model,
    usage: usage.none,
    requests: 0,
    firstTokenMs: null,
    durationMs: 0,
    isTruncated: false,
    error: known ? error.code : "internal_error",
    cause: error,
  };
  return {
    answer: nothing,
    text: "",
    modules: null,
    usage: usage.none,
    callId: claim.call_id,
    model,
  };
}

function ending(produced: Written, stopped: boolean): Rows.Ending {
  const { answer, modules } = produced;
  const status =
    stopped && modules === null ? "stopped" : answer.error === null ? "complete" : "failed";
  const error =
    status === "failed" ? (answer.error === "aborted" ? "internal_error" : answer.error) : null;
  return {
    status,
    text: produced.text,
    error,
    tokens: usage.total(produced.usage),
    model: produced.model,
    ledger: ledger(answer, status, error),
    modules: status === "complete" ? modules : null,
  };
}
