// The worker: claims a chat's oldest unfinished turn, writes it, settles it, goes on to the next.
import * as log from "../log.ts";
import * as config from "../config.ts";
import { PublicError } from "../error.ts";
import type { Answer } from "../model/client.ts";
import { serverModel } from "../model/server-model.ts";
import * as usage from "../model/usage.ts";
import { hold, tryWake, type WakeUp } from "../queue.ts";
import { ledger } from "../usage/usage.sql.ts";
import { produce, type Produced } from "./answer.ts";
import { Broadcast } from "./broadcast.ts";
import { giveUp } from "./give-up.ts";
import { Keeper } from "./keeper.ts";
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
  let claim = await Rows.claim(wakeUp.chat_id, model);
  if (claim === null) return;
  const release = hold(receipt);
  try {
    while (claim !== null) {
      if (claim.exhausted) {
        await giveUp(claim.message_id, "gave_up");
        return;
      }
      claim = await answer(claim, model, remainingMs() > enoughMs);
    }
  } finally {
    release();
  }
}

async function answer(claim: Rows.Claim, model: string, goOn: boolean): Promise<Rows.Claim | null> {
  const broadcast = new Broadcast(claim.session_id, claim, claim.opened_over);
  const keeper = new Keeper(claim, broadcast);
  try {
    const produced = await write(claim, keeper, broadcast).catch((error: unknown) =>
      broken(claim, model, error),
    );
    await keeper.close();
    if (keeper.interruption === "lost") return null;
    const end = ending(produced, keeper.interruption === "stop");
    const ours = { ...claim, call_id: produced.callId };
    const settled = await Rows.settle(ours, end, model, goOn);
    if (settled === null) return null;
    if (end.status === "failed") {
      log.warn("turn_failed", { chat_id: claim.chat_id, code: end.error }, produced.answer.cause);
    }
    if (settled.next === null && settled.more) await tryWake(claim);
    await broadcast.finish(
      {
        status: end.status,
        kind: claim.kind,
        text: end.text,
        error: end.error,
        model,
        tokens: end.tokens,
        trackId: claim.track_id,
        modulesCreated: end.modules?.length ?? 0,
      },
      settled.opened_over,
    );
    return settled.next;
  } finally {
    await keeper.close();
    broadcast.leave();
  }
}

/** Whoever watches is found while the model thinks. */
async function write(claim: Rows.Claim, keeper: Keeper, broadcast: Broadcast): Promise<Produced> {
  const [produced] = await Promise.all([
    produce(claim, serverModel(), keeper),
    broadcast.refresh(claim.opened_over),
  ]);
  return produced;
}

/** Our own fault while a turn was written: it fails, and the log knows why. */
function broken(claim: Rows.Claim, model: string, error: unknown): Produced {
  log.error("turn_broke", error, { chat_id: claim.chat_id });
  const nothing: Answer = {
    text: "",
    model,
    usage: usage.none,
    requests: 0,
    firstTokenMs: null,
    durationMs: 0,
    error: error instanceof PublicError ? error.code : "internal_error",
  };
  return { answer: nothing, text: "", modules: null, usage: usage.none, callId: claim.call_id };
}

function ending(produced: Produced, stopped: boolean): Rows.Ending {
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
    ledger: ledger(answer, status, error),
    modules: status === "complete" ? modules : null,
  };
}
