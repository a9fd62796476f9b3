// A generated chat: messages in order, and turns with everything that can happen to an answer.
import type { Learner } from "./learner.ts";
import { day, minute } from "./rhythm.ts";
import { iso } from "./tables.ts";

/** A turn to be had. */
export interface Turn {
  readonly kind: "welcome" | "text" | "finalization" | "lesson";
  /** Null: a welcome or a lesson, which nobody asks for in words. */
  readonly ask: string | null;
  readonly answer: string;
  /** Tokens of the answer, a median; what it reads grows with the chat. */
  readonly tokens: number;
  /** It comes out whole, whatever happens on the way. */
  readonly isWhole: boolean;
  /** Its modules are taken from the plan: no model is asked. */
  readonly isFromPlan?: boolean;
  /** Of a lesson the version whose text it is, of a question the one that is open. */
  readonly versionId?: string | null;
}

/** How a turn ended. */
export interface Ended {
  readonly answerId: string;
  readonly status: Status;
  readonly text: string;
  readonly model: string;
  /** When the learner's message came, or else the answer's place. */
  readonly askedAt: number;
}

type Status = "complete" | "truncated" | "stopped" | "failed";

/** An answer while it is written: tried, given up, asked for again. */
interface Writing {
  readonly id: string;
  attempt: number;
  openedAttempt: number;
  status: Status;
  text: string;
  tokens: number;
  model: string;
  errorCode: string | null;
  /** The attempt whose text it goes on from; null: it begins anew. */
  continues: number | null;
  /** UTC day on which it was asked for last. */
  reservedDay: string;
  readonly versions: (readonly [
    attempt: number,
    status: Status,
    text: string,
    model: string,
    tokens: number,
    at: number,
  ])[];
}

/** How long nothing was said before a message counts as a return. */
const returnMs = 30 * minute;

/** Tokens that a prompt begins with, and most that a dialogue adds. */
const prompt = { base: 650, most: 7_000 };

export class Chat {
  readonly id: string;
  readonly type: string;
  readonly trackId: string;
  readonly learner: Learner;
  readonly createdAt: number;
  position = 0;
  lastAt: number;
  /** How often a worker has claimed it. */
  leases = 0;
  /** When its first message came; null: there is none. */
  firstSaidAt: number | null = null;
  /** How often the learner came back to say more. */
  returns = 0;
  #saidAt = Infinity;
  #read = 0;
  #finalizations = 0;

  constructor(learner: Learner, type: string, trackId: string) {
    this.learner = learner;
    this.type = type;
    this.trackId = trackId;
    this.id = learner.id();
    this.createdAt = learner.now;
    this.lastAt = learner.now;
  }

  /** Has a turn; the learner's clock goes on to the end of the answer. */
  turn(turn: Turn): Ended {
    const { learner } = this;
    avoidMidnight(learner);
    const askedAt = learner.now;
    this.firstSaidAt ??= askedAt;
    if (turn.kind === "text" && askedAt - this.#saidAt > returnMs) this.returns += 1;
    this.#saidAt = askedAt;
    const answer = this.#write(turn, learner.id(askedAt));
    const questionId = turn.ask === null ? null : learner.id(askedAt);
    if (questionId !== null) {
      learner.wrote(askedAt);
      this.#storeQuestion(turn, questionId, askedAt);
    }
    this.#storeAnswer(turn, answer, questionId, askedAt);
    learner.messages += learner.isStored ? (questionId === null ? 1 : 2) : 0;
    this.lastAt = learner.now;
    this.#read = Math.min(prompt.most, this.#read + 60 + answer.tokens * 0.05 + turn.tokens * 0.7);
    if (this.type === "planning" && learner.isStored) {
      learner.sums.planning.answers += 1;
      learner.sums.planning.tokens += answer.tokens;
    }
    const { id: answerId, status, text, model } = answer;
    return { answerId, status, text, model, askedAt };
  }

  /** Calls the model until the answer stays as it is. */
  #write(turn: Turn, id: string): Writing {
    const { learner } = this;
    const { random } = learner;
    const answer: Writing = {
      id,
      attempt: 0,
      openedAttempt: 0,
      status: "complete",
      text: "",
      tokens: 0,
      model: "",
      errorCode: null,
      continues: null,
      reservedDay: "",
      versions: [],
    };
    if (turn.isFromPlan === true) {
      this.#try(turn, answer, "complete");
      return answer;
    }
    if (random.is(0.004)) this.#abandon(turn, answer);
    const first = turn.isWhole
      ? random.weighted<Status>([
          ["complete", 97],
          ["failed", 3],
        ])
      : random.weighted<Status>([
          ["complete", 94.5],
          ["truncated", 1.6],
          ["stopped", 2],
          ["failed", 1.9],
        ]);
    // Modules that are not the plan's are asked for once more, within the same attempt.
    const isRepaired = turn.kind === "finalization" && first === "failed";
    this.#try(turn, answer, first);
    if (isRepaired) this.#repair(turn, answer);
    else if (first === "failed" && (turn.isWhole || random.is(0.6))) this.#again(turn, answer);
    else if (first === "truncated" && random.is(0.5)) this.#goOn(turn, answer);
    else if (first === "complete" && turn.kind === "text" && random.is(0.03))
      this.#again(turn, answer);
    return answer;
  }

  /** A worker dies, and another one takes over. */
  #abandon(turn: Turn, answer: Writing): void {
    answer.attempt += 1;
    this.leases += 1;
    this.learner.now = this.#call(turn, answer, "abandoned").endedAt;
  }

  /** One attempt, from its claim to its end. */
  #try(turn: Turn, answer: Writing, outcome: Status): void {
    const { learner } = this;
    answer.attempt += 1;
    answer.reservedDay = iso(learner.now).slice(0, 10);
    this.leases += 1;
    const called = this.#call(turn, answer, outcome);
    learner.now = called.endedAt;
    answer.status = outcome;
    answer.tokens = called.tokens;
    answer.model = called.model;
    answer.errorCode = called.errorCode;
    const share =
      outcome === "complete" ? 1 : outcome === "failed" ? 0 : learner.random.between(0.2, 0.9);
    answer.text = turn.answer.slice(0, Math.ceil(turn.answer.length * share)).trimEnd();
  }

  #call(turn: Turn, answer: Writing, outcome: Status | "abandoned") {
    const { learner } = this;
    return learner.call({
      kind: turn.kind,
      chat: this,
      messageId: answer.id,
      trackId: this.trackId,
      jobId: null,
      attempt: answer.attempt,
      at: learner.now,
      prompt: prompt.base + this.#read,
      completion: turn.tokens,
      outcome,
      continues: answer.continues,
      isUnasked: turn.isFromPlan === true,
    });
  }

  #repair(turn: Turn, answer: Writing): void {
    const { tokens } = answer;
    const called = this.#call(turn, answer, "complete");
    this.learner.now = called.endedAt;
    Object.assign(answer, { status: "complete", text: turn.answer, errorCode: null });
    answer.tokens = tokens + called.tokens;
  }

  /** The learner asks for the answer once more: what it said is kept as a version. */
  #again(turn: Turn, answer: Writing): void {
    this.#keepVersion(answer);
    answer.attempt += 1;
    answer.openedAttempt = answer.attempt;
    this.#try(turn, answer, "complete");
  }

  /** An answer that was cut goes on where it stopped. */
  #goOn(turn: Turn, answer: Writing): void {
    const { tokens } = answer;
    answer.continues = answer.attempt;
    this.#again(turn, answer);
    answer.tokens += tokens;
  }

  #keepVersion({ attempt, status, text, model, tokens, versions }: Writing): void {
    const { learner } = this;
    learner.wait(0.6);
    avoidMidnight(learner);
    if (text !== "") versions.push([attempt, status, text, model, tokens, learner.now]);
  }

  #storeQuestion({ kind, ask, versionId = null }: Turn, id: string, at: number): void {
    this.position += 1;
    if (kind === "finalization") this.#finalizations += 1;
    const serverKey =
      kind === "finalization" ? `finalization:${String(this.#finalizations)}` : null;
    const clientId = kind === "text" ? `generated-${id}` : null;
    this.learner.store(
      "chat_messages",
      id,
      this.id,
      this.position,
      "user",
      ask,
      kind,
      null,
      0,
      iso(at),
      clientId,
      serverKey,
      null,
      "complete",
      0,
      0,
      null,
      null,
      versionId,
      null,
      null,
    );
  }

  #storeAnswer(turn: Turn, answer: Writing, questionId: string | null, at: number): void {
    const { learner } = this;
    this.position += 1;
    learner.store(
      "chat_messages",
      answer.id,
      this.id,
      this.position,
      "ai",
      answer.text,
      turn.kind,
      answer.model,
      answer.tokens,
      iso(at, 1),
      null,
      null,
      questionId,
      answer.status,
      answer.attempt,
      answer.openedAttempt,
      answer.errorCode,
      turn.isFromPlan === true ? { from_plan: true } : null,
      turn.kind === "lesson" ? (turn.versionId ?? null) : null,
      answer.reservedDay,
      answer.attempt,
    );
    for (const [attempt, status, text, model, tokens, replacedAt] of answer.versions) {
      learner.store(
        "answer_versions",
        answer.id,
        attempt,
        status,
        text,
        model,
        tokens,
        iso(replacedAt),
        attempt,
      );
    }
  }

  /** Stores the chat itself, when nothing more is said in it. */
  end(sessionId: string, name: string, moduleId: string | null = null): void {
    this.learner.store(
      "chats",
      this.id,
      sessionId,
      name,
      this.type,
      this.type === "planning",
      moduleId,
      this.leases,
      iso(this.createdAt),
      iso(this.lastAt),
    );
  }
}

/** A budget's day is the day on which an answer was asked for: nothing is asked just before midnight. */
function avoidMidnight(learner: Learner): void {
  const left = day - (learner.now % day);
  if (left < 12 * minute) learner.now += left + minute;
}
