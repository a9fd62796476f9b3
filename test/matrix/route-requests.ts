// What each caller sends to a route: the system tests' cases, and what only the matrix asks.
import { routes, type RouteName } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import type { AnyRequest } from "../support/http.ts";
import { cases, type Ids, type World } from "../system/cases.ts";

type Place = Pick<Ids, "id" | "session_id">;

/** The module of another track. */
const ofAnother = ({ id }: Place, { module_id }: Ids): AnyRequest => ({
  body: { track_id: id, module_id, message: "Hello" },
});

/** In one session or track, the chat, track or module of another one. */
const mixed: Readonly<Partial<Record<RouteName, (place: Place, other: Ids) => AnyRequest>>> = {
  switchChat: ({ session_id }, { chat_id }) => ({ params: { id: session_id }, body: { chat_id } }),
  getHistory: ({ session_id }, { chat_id }) => ({ params: { id: chat_id }, query: { session_id } }),
  welcome: ({ session_id }, { id }) => ({
    body: { session_id, track_id: id, skill_area: "Pottery" },
  }),
  chatResponse: ({ session_id }, { chat_id }) => ({
    body: { message: "Hello", session_id, chat_id },
  }),
  finalize: ({ session_id }, { id }) => ({ body: { session_id, track_id: id } }),
  moduleStart: ofAnother,
  moduleChat: ofAnother,
  moduleChatHistory: ofAnother,
  moduleComplete: ofAnother,
  generatePlan: ({ id }, { chat_id }) => ({ body: { track_id: id, chat_id } }),
};

export const mixedRequest = (name: RouteName, place: Place, other: Ids): AnyRequest[] => {
  const request = mixed[name]?.(place, other);
  return request === undefined ? [] : [request];
};

/** The owner's own, right request. Tries at signing in are counted, so each is at an address of its own. */
export function rightRequest(name: RouteName, world: World): AnyRequest {
  const request = cases[name].request(world);
  if (name !== "login") return request;
  const email = `${crypto.randomUUID()}@example.com`;
  return { body: { email, password: "wrong" } };
}

/** The right request without the cookie that signs its owner in. */
export function withoutCookie(name: RouteName, world: World): AnyRequest {
  const { headers: _, ...request } = rightRequest(name, world);
  return request;
}

/** What names the owner's things, for somebody else; the right request where nothing can be named. */
export const strangersRequests = (name: RouteName, world: World): readonly AnyRequest[] =>
  cases[name].naming?.(world.ids) ?? [withoutCookie(name, world)];

/** The same, from somebody who says to be the owner. */
export function tampered(name: RouteName, request: AnyRequest, userId: string): AnyRequest {
  const row: Route = routes[name];
  const claim = { user_id: userId };
  return {
    ...request,
    query: { ...request.query, ...claim },
    headers: { ...request.headers, "x-user-id": userId },
    ...(row.body === undefined ? {} : { body: { ...(request.body as object), ...claim } }),
  };
}

/** Whoever calls it is somebody else afterwards, or nobody. */
export const changesCaller = (name: RouteName): boolean =>
  cases[name].ends === true || name === "register";

/** Works on a chat's last turn, or ends what it is done to: an owner needs a world for it. */
export const needsOwnWorld = (name: RouteName): boolean =>
  changesCaller(name) ||
  ["deleteTrack", "finalize", "stop", "regenerate", "edit", "writeLesson"].includes(name);
