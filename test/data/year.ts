// A plausible year of learners: who they are, when they come, and what they do, one after the other.
import { argon2Sync } from "node:crypto";
import type { Locale } from "@ai-learning/protocol/user";
import { Learner } from "./learner.ts";
import { ownModels, serverModel } from "./models.ts";
import { haveTrack } from "./planning.ts";
import { Random } from "./random.ts";
import { day, hour, signUpAt, type Range } from "./rhythm.ts";
import type { Sums } from "./sums.ts";
import { iso, type Store } from "./tables.ts";
import { nameOf } from "./texts.ts";

export interface YearOptions {
  readonly users: number;
  readonly messages: number;
  /** The same seed gives the same data. */
  readonly seed: number;
  /** The last day, UTC: like 2026-11-29. */
  readonly until: string;
}

/** With it every generated account signs in. */
export const password = "generated-2026";

/** Days before the end within which guests are still there: they go a week after their last visit. */
const guestDays = 4;

const zones: readonly [Zone, ...Zone[]] = [
  ["Europe/Moscow", 3, 30],
  ["Europe/Berlin", 1, 20],
  ["Asia/Almaty", 5, 10],
  ["America/New_York", -5, 15],
  ["Europe/London", 0, 15],
  ["Asia/Tokyo", 9, 10],
];
type Zone = readonly [name: string, offset: number, weight: number];

/** What has begun late on the last day ends within it. */
const lastHours = 4;

/** The year that ends with a day. */
export function rangeOf(until: string): Range {
  const end = Date.parse(until) + day;
  return { from: end - 365 * day, to: end - lastHours * hour };
}

/** A hash of the one password, with a salt that is always the same: there is nothing to protect. */
function passwordHash(): string {
  const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
  const nonce = Buffer.alloc(16, "generated");
  const tag = argon2Sync("argon2id", { message: Buffer.from(password), nonce, ...cost });
  const b64 = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=19456,t=2,p=1$${b64(nonce)}$${b64(tag)}`;
}

/** How much of all the messages a user writes and reads, as a weight: less for those who come late. */
const weightOf = (random: Random, signedUpAt: number, { to }: Range): number =>
  random.logNormal(1, 0.8) * Math.min(1, (to - signedUpAt) / (60 * day)) ** 0.7;

/**
 * Makes a year, user by user, and hands out its rows. It pauses after each user, so that rows can be written before
 * there are more: nothing is held but sums.
 */
export function* makeYear(options: YearOptions, sums: Sums, store: Store): Generator<number> {
  const { users, messages, seed } = options;
  const range = rangeOf(options.until);
  const hash = passwordHash();
  const signUp = (at: number): number =>
    Math.round(signUpAt((at + new Random(seed, at * 4).next()) / users, range));
  let weights = 0;
  for (let at = 0; at < users; at += 1) {
    weights += weightOf(new Random(seed, at * 4 + 1), signUp(at), range);
  }
  let wanted = 0;
  let made = 0;
  const counting: Store = (table, ...cells) => {
    sums.row(table);
    store(table, ...cells);
  };
  for (let at = 0; at < users; at += 1) {
    wanted += (messages * weightOf(new Random(seed, at * 4 + 1), signUp(at), range)) / weights;
    const random = new Random(seed, at * 4 + 2);
    const of = { random, sums, range, store: counting };
    if (random.is(0.08)) forgottenGuest(of, signUp(at));
    // What users before did not say is said by those who follow.
    const budget = Math.round(wanted - made);
    made += user({ ...of, hash, seed, index: at, budget, at: signUp(at) });
    yield made;
  }
}

interface Shared {
  readonly random: Random;
  readonly sums: Sums;
  readonly range: Range;
  readonly store: Store;
}

const localeOf = (random: Random): Locale => (random.is(0.55) ? "ru" : "en");

/** A guest who was deleted a week after the last visit: only rows of the ledger are left. */
function forgottenGuest(of: Shared, at: number): void {
  const [, offset] = of.random.one(zones);
  const person = {
    id: of.random.id(at),
    locale: localeOf(of.random),
    offset,
    isForgotten: true,
    hasOwnKey: false,
    budget: 1,
  };
  const learner = new Learner(person, of, at);
  haveTrack(learner);
}

interface Made extends Shared {
  readonly hash: string;
  readonly seed: number;
  readonly index: number;
  readonly budget: number;
  /** When the user signs up. */
  readonly at: number;
}

/** A user and all they do. Returns how many messages there came to be. */
function user(made: Made): number {
  const { random, range, at } = made;
  const [zone, offset] = random.weighted(
    zones.map(([name, offset, weight]) => [[name, offset] as const, weight] as const) as [
      readonly [readonly [string, number], number],
    ],
  );
  const isGuest = range.to - at < guestDays * day && random.is(0.5);
  const person = {
    id: random.id(at),
    locale: localeOf(random),
    offset,
    isForgotten: false,
    hasOwnKey: !isGuest && random.is(0.06),
    budget: made.budget,
  };
  const learner = new Learner(person, made, at);
  if (person.hasOwnKey) testConnection(learner);
  learner.wait(3);
  // Some sign up and look around.
  for (let tracks = random.is(0.04) ? 0 : Infinity; tracks > 0; tracks -= 1) {
    if (learner.isDone) break;
    haveTrack(learner);
    learner.comeBack();
  }
  storeUser(made, learner, { zone, isGuest });
  learner.settle();
  return learner.messages;
}

/** Learners with a key of their own try it out. */
function testConnection(learner: Learner): void {
  learner.wait(10);
  learner.call({
    kind: "connection_test",
    chat: null,
    messageId: null,
    trackId: null,
    jobId: null,
    attempt: null,
    at: learner.now,
    prompt: 20,
    completion: 10,
    outcome: learner.random.is(0.85) ? "complete" : "failed",
  });
}

function storeUser(
  { random, range, store, hash, seed, index, at }: Made,
  learner: Learner,
  { zone, isGuest }: { readonly zone: string; readonly isGuest: boolean },
): void {
  const { person } = learner;
  const [firstName, lastName] = nameOf(random, person.locale);
  const seenAt = iso(Math.min(learner.now, range.to - 1));
  const createdAt = iso(at);
  const email = isGuest
    ? `guest_${person.id.replaceAll("-", "")}@guest.invalid`
    : `learner-${String(seed)}-${String(index + 1)}@example.org`;
  store(
    "users",
    person.id,
    email,
    isGuest ? "" : hash,
    firstName,
    lastName,
    "student",
    isGuest,
    person.locale,
    seenAt,
    createdAt,
    createdAt,
  );
  const model = person.hasOwnKey ? ownModels[0] : serverModel(at, range.from);
  store(
    "ai_configurations",
    random.id(at),
    person.id,
    model.name,
    "https://api.openai.com/v1",
    2_000,
    0.7,
    createdAt,
    createdAt,
  );
  if (random.is(0.7)) store("learner_settings", person.id, zone, createdAt, createdAt);
}
