// The worker: claims a chat's oldest unfinished turn, writes it, settles it, goes on to the next.
import type { TurnWakeUp } from "../adapters/queue.ts";
import * as log from "../log.ts";
import { Audience } from "./audience.ts";
import { Broadcast } from "./broadcast.ts";
import type { TurnEnd } from "./frames.ts";
import { LeaseKeeper } from "./lease-keeper.ts";
import type * as Rows from "./turn.sql.ts";
import { workerContext, type WorkerContext } from "./worker-context.ts";
import { endingOf, unwritten } from "./write.ts";

/**
 * Works on a chat until nothing is left to do, its lease is somebody else's, or the time runs low.
 *   receipt: of the wake-up, kept ours while we work; remainingMs: of the function's time.
 */
export async function work(
  wakeUp: TurnWakeUp,
  receipt: string,
  remainingMs: () => number,
  context: WorkerContext = workerContext(),
): Promise<void> {
  const { model, pendingFinalFrames, store, timing } = context;
  const release = context.hold(receipt);
  try {
    let claim = await store.claim(wakeUp.chat_id, model);
    while (claim !== null) {
      if (claim.over !== null) {
        await context.giveUp(claim.message_id, "gave_up");
        return;
      }
      const held: Rows.Claim = claim;
      claim = await log.within(idsOf(held, wakeUp), () =>
        answer(held, context, remainingMs() > timing.minRemainingMs),
      );
    }
  } finally {
    await Promise.all(pendingFinalFrames);
    release();
  }
}

/** The ids of a turn; of another than the one that was woken, nobody here knows the request. */
const idsOf = ({ user_id, chat_id, message_id }: Rows.Claim, wakeUp: TurnWakeUp): log.Ids => ({
  user_id,
  chat_id,
  message_id,
  ...(message_id !== wakeUp.message_id && { request_id: undefined }),
});

/** Writes a claimed turn and settles it; returns the next, claimed in the same transaction. */
async function answer(
  claim: Rows.Claim,
  context: WorkerContext,
  goOn: boolean,
): Promise<Rows.Claim | null> {
  const { clock, model, store, timing, transport } = context;
  log.info("turn_claimed", { kind: claim.kind, attempt: claim.attempt });
  const broadcast = new Broadcast(new Audience(claim, undefined, transport), claim, context);
  const keeper = new LeaseKeeper({
    turn: claim,
    broadcast,
    checkpoint: (text, asked) => store.checkpoint(claim, text, asked),
    timing,
    clock,
  });
  try {
    // Connections are read while the model thinks.
    const [written] = await Promise.all([
      context.write(claim, keeper).catch((error: unknown) => unwritten(claim, model, error)),
      broadcast.refresh(),
    ]);
    await keeper.close();
    if (keeper.interruption === "lost") {
      // Another worker has the turn, and what we asked for costs nobody anything but us.
      await store.closeLost(written.callId, written.answer).catch((error: unknown) => {
        log.warn("lost_call_not_closed", {}, error);
      });
      return null;
    }
    const ending = endingOf(written, {
      isStopped: keeper.interruption === "stop",
      isOwn: claim.own_model !== null,
      now: clock.now(),
    });
    const ours = { ...claim, call_id: written.callId };
    const settled = await store.settle(ours, ending, model, goOn);
    if (settled === null) return null;
    context.count.turn(ending.status, claim.kind);
    // What no model wrote says nothing about the service's own.
    if (claim.own_model === null && !written.isFromPlan) {
      context.count.answer({ ...written.answer, kind: claim.kind, code: ending.error });
    }
    if (ending.status === "failed") {
      log.warn("turn_failed", { code: ending.error }, written.answer.cause);
    }
    if (settled.next === null && settled.more) await context.wake(claim);
    const final = broadcast.finish(turnEnd(claim, ending, settled), settled);
    context.pendingFinalFrames.push(final);
    return settled.next;
  } finally {
    await keeper.close();
    broadcast.stop();
  }
}

/** What the last frame says: what is stored now, which may be an earlier answer that came back. */
function turnEnd(claim: Rows.Claim, ending: Rows.Ending, settled: Rows.Settled): TurnEnd {
  const { status, text, model, tokens } = settled.kept ?? ending;
  return {
    status,
    text,
    model,
    tokens,
    kind: claim.kind,
    error: ending.error,
    notes: settled.notes,
    trackId: claim.track_id,
    modulesCreated: ending.modules?.length ?? 0,
  };
}
