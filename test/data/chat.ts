// A generated chat: messages in order, and turns with everything that can happen to an answer.
import type { Learner } from "./learner.ts";
import { storeAnswer, storeQuestion, type Status, type Turn, type Writing } from "./messages.ts";
import { day, minute } from "./rhythm.ts";
import { iso } from "./tables.ts";

/** How a turn ended. */
export interface Ended {
  readonly answerId: string;
  readonly status: Status;
  readonly text: string;
  readonly model: string;
  /** When the learner's message came, or else the answer's place. */
  readonly askedAt: number;
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
      this.position += 1;
      if (turn.kind === "finalization") this.#finalizations += 1;
      storeQuestion(this, turn, {
        id: questionId,
        at: askedAt,
        finalizations: this.#finalizations,
      });
    }
    this.position += 1;
    storeAnswer(this, turn, answer, { questionId, at: askedAt });
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
