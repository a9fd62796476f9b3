// L12: a ledger row for every call of the model, one charge for every end of a turn, nothing held back for ever.
import type { Killed } from "../fault-injector.ts";
import type { CallRow, MessageRow } from "../rows.ts";
import type { Evidence, Finding } from "./evidence.ts";

/** HTTP requests one call may take: the first and three retries. */
const mostRequests = 4;

const isSettled = (call: CallRow): boolean => call.outcome !== null && call.outcome !== "abandoned";

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

/** What was paid is what the ledger's settled calls cost, and nothing is held back. */
function budgets({ rows }: Evidence): Finding[] {
  return rows.budgets.flatMap(({ user_id, spent, reserved }) => {
    const calls = rows.calls.filter((call) => call.user_id === user_id && isSettled(call));
    const cost = sum(calls.map((call) => call.tokens));
    const chat = rows.messages.find((row) => row.user_id === user_id)?.chat_id ?? "";
    return [
      ...(spent === cost
        ? []
        : [{ what: `spent ${String(spent)}, the ledger says ${String(cost)}`, chat }]),
      ...(reserved === 0 ? [] : [{ what: `${String(reserved)} tokens are still held back`, chat }]),
    ];
  });
}

/** One settled call an attempt, two when modules were repaired; none left open; no more ends than questions. */
function ends({ rows, asks }: Evidence): Finding[] {
  return rows.messages.flatMap((row) => {
    if (row.sender === "user") return [];
    const calls = rows.calls.filter((call) => call.message_id === row.id);
    const settled = calls.filter(isSettled);
    const perAttempt = row.kind === "finalization" ? 2 : 1;
    const counts = new Map<number | null, number>();
    for (const { attempt } of settled) counts.set(attempt, (counts.get(attempt) ?? 0) + 1);
    const findings: Finding[] = [];
    const find = (what: string): void => {
      findings.push({ what, chat: row.chat_id, message: row.id });
    };
    for (const [attempt, count] of counts) {
      if (count > perAttempt) find(`attempt ${String(attempt)} is charged ${String(count)} times`);
    }
    if (calls.some((call) => call.outcome === null)) find("a ledger row is still open");
    const times = asks.filter(
      (ask) => ask.answerId === row.id || isWelcomeOf(ask.kind, row),
    ).length;
    // A lesson's first time is in the journal, as any other.
    const again = row.kind === "lesson" ? Math.max(0, times - 1) : times;
    if (counts.size > 1 + again) {
      find(`asked for ${String(1 + again)} times and charged ${String(counts.size)} times`);
    }
    return findings;
  });
}

const isWelcomeOf = (kind: string, row: MessageRow): boolean =>
  kind === "welcome" && row.kind === "welcome";

/** Every request the model got belongs to a row: as many as it says, or as one may take that nobody closed. */
function calls({ rows, modelRequests, titles, killed }: Evidence): Finding[] {
  const findings: Finding[] = [];
  const check = (what: string, made: number, ledger: readonly CallRow[], row: Partial<Finding>) => {
    // What a worker noted before it was killed is its first request, also where the learner's stop ended the turn.
    const isKnown = (one: CallRow): boolean =>
      one.requests > 0 && one.outcome !== "abandoned" && !isOfKilled(one, killed);
    const room = sum(ledger.map((one) => (isKnown(one) ? one.requests : mostRequests)));
    if (made <= room) return;
    const known = `${String(ledger.length)} ledger rows know of ${String(room)} at most`;
    findings.push({ what: `${what}: ${String(made)} requests to the model, ${known}`, ...row });
  };
  for (const row of rows.messages) {
    if (row.sender === "user" || row.kind !== "text") continue;
    const question = rows.messages.find((one) => one.id === row.reply_to);
    const texts = new Set([
      question?.content,
      ...rows.edits.filter((one) => one.message_id === row.reply_to).map((one) => one.content),
    ]);
    const made = modelRequests.filter((one) => one.task === "reply" && texts.has(one.said)).length;
    const ledger = rows.calls.filter((call) => call.message_id === row.id);
    check("an answer", made, ledger, { chat: row.chat_id, message: row.id });
  }
  for (const kind of ["outline", "lesson"]) {
    const made = modelRequests.filter((one) => one.task === kind).length;
    check(
      `all of ${kind}`,
      made,
      rows.calls.filter((call) => call.kind === kind),
      {},
    );
  }
  for (const [title, user] of titles) {
    const made = modelRequests.filter((one) => one.title === title).length;
    const ledger = rows.calls.filter((call) => call.user_id === user);
    check(title, made, ledger, {});
  }
  return findings;
}

const isOfKilled = (call: CallRow, killed: readonly Killed[]): boolean =>
  call.outcome === "stopped" &&
  killed.some(({ message, attempt }) => call.message_id === message && call.attempt === attempt);

export const charged = (evidence: Evidence): Finding[] => [
  ...budgets(evidence),
  ...ends(evidence),
  ...calls(evidence),
];
