// Which answers of the service are kept for reading without a network, under which name, how many and for how long.
import { laterPaths } from "@ai-learning/protocol/later-paths";
import { pagePaths } from "@ai-learning/protocol/page-paths";

const paths = { ...pagePaths, ...laterPaths };

/** What an answer is about. Of texts and courses there may be any number, so only the newest are kept. */
export type Kind = "account" | "overview" | "course" | "text";

/** A request whose answer is kept. */
export interface Kept {
  readonly kind: Kind;
  /** Where the answer is kept: one key, one copy. */
  readonly key: string;
  /** The answer says who is signed in. */
  readonly isUser: boolean;
  /** Whether the answer is worth its place: a part of a chat must not take the place of more of it. */
  readonly isWhole: boolean;
}

/** How many copies of a kind are kept; the oldest are dropped. */
const limits: Readonly<Record<Kind, number>> = { account: 10, overview: 10, course: 120, text: 60 };

/** Milliseconds after which a copy is no longer shown: 30 days. */
export const maxAgeMs = 30 * 24 * 3_600_000;

/** Messages that a page reads of a chat it did not know. */
const wholeChat = 100;

const userPath = paths.me.path;
const historyPath = paths.getHistory.path;

const kinds: readonly (readonly [path: string, kind: Kind])[] = [
  [userPath, "account"],
  [paths.usage.path, "account"],
  [paths.userConfig.path, "account"],
  [paths.listTracks.path, "overview"],
  [paths.today.path, "overview"],
  [paths.getTrack.path, "course"],
  [paths.listSessionChats.path, "course"],
  [paths.getModule.path, "text"],
  [paths.getLesson.path, "text"],
  [historyPath, "text"],
];

const matches = (path: string, pathname: string): boolean =>
  new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`).test(pathname);

/** What is kept of the answer to a request for `url`; undefined: nothing. */
export function keptAs(method: string, { pathname, search, searchParams }: URL): Kept | undefined {
  if (method !== "GET") return undefined;
  const [path, kind] = kinds.find(([path]) => matches(path, pathname)) ?? [];
  if (path === undefined || kind === undefined) return undefined;
  if (path !== historyPath) {
    return { kind, key: pathname + search, isUser: path === userPath, isWhole: true };
  }
  if (searchParams.has("before")) return undefined;
  const isWhole = Number(searchParams.get("limit")) >= wholeChat;
  return { kind, key: pathname, isUser: false, isWhole };
}

/** The kind of what is kept under a key. */
const kindOf = (key: string): Kind | undefined =>
  kinds.find(([path]) => matches(path, key.split("?")[0] ?? ""))?.[1];

/** What a request does to the sign-in of this browser, or to what may be kept for it. */
export type Change = "begins" | "ends" | "deletes";

const changes: readonly (readonly [route: keyof typeof paths, change: Change])[] = [
  ["register", "begins"],
  ["login", "begins"],
  ["guestLogin", "begins"],
  ["logout", "ends"],
  ["logoutEverywhere", "ends"],
  ["deleteMe", "ends"],
  // Its chats and lessons are not to be read any more either, and the copies do not all say whose they are.
  ["deleteTrack", "deletes"],
];

/** What a request changes; undefined: nothing that matters here. */
export function changeBy(method: string, { pathname }: URL): Change | undefined {
  return changes.find(([route]) => {
    const { method: its, path } = paths[route];
    return its === method && matches(path, pathname);
  })?.[1];
}

/** A copy, as far as it matters for how long it is kept. */
export interface Copy {
  readonly key: string;
  /** When it was loaded, in milliseconds. */
  readonly at: number;
}

export const isTooOld = (at: number, now: number): boolean => !(now - at <= maxAgeMs);

/** The keys of what has to go: what is too old, and of each kind the oldest beyond its limit. */
export function surplusOf(copies: readonly Copy[], now: number): string[] {
  const left: Partial<Record<Kind, number>> = {};
  return copies
    .toSorted((a, b) => b.at - a.at)
    .filter(({ key, at }) => {
      const kind = kindOf(key);
      if (kind === undefined || isTooOld(at, now)) return true;
      left[kind] = (left[kind] ?? limits[kind]) - 1;
      return left[kind] < 0;
    })
    .map(({ key }) => key);
}
