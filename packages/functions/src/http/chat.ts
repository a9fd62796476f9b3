// Planning sessions, chats and their histories.
import * as Chats from "@ai-learning/core/chat/chat";
import { savePlan } from "@ai-learning/core/chat/plan";
import * as Connections from "@ai-learning/core/connection/connection";
import { PublicError } from "@ai-learning/core/error";
import * as Sessions from "@ai-learning/core/session/session";
import * as Takeaway from "@ai-learning/core/takeaway/chat";
import { routes } from "@ai-learning/protocol/http";
import { attachment } from "../attachment.ts";
import { serve, type Handlers } from "./app.ts";

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const linkTo = (path: string, query: Readonly<Record<string, string>>): string =>
  `<${path}?${new URLSearchParams(query).toString()}>; rel="next"`;

const handlers: Handlers<"chat"> = {
  createSession: async ({ user, body }) => ({
    body: await Sessions.ofTrack(user.id, body.track_id, body.session_name),
  }),
  listSessions: async ({ user }) => ({ body: await Sessions.list(user.id) }),
  createChat: async ({ user, body }) => ({
    body: await Chats.create(user.id, body.session_id, {
      name: body.chat_name ?? null,
      type: body.chat_type,
    }),
  }),
  listSessionChats: async ({ user, params }) => {
    const { session_id } = await Sessions.resolve(user.id, params.id);
    if (session_id !== null) return { body: await Chats.list(user.id, session_id) };
    // A key of a client's own making that was never used simply has no chats yet.
    if (!uuid.test(params.id)) return { body: [] };
    throw new PublicError("session_not_found", "Chat session not found");
  },
  listMessages: async ({ user, params, query }) => {
    const page = { before: query.before ?? null, limit: query.limit ?? null };
    const { messages, hasMore } = await Chats.messages(user.id, params.id, page);
    const [oldest] = messages;
    if (!hasMore || oldest === undefined) return { body: messages };
    const link = linkTo(`/api/chat/chats/${params.id}/messages`, {
      before: String(oldest.position),
      ...(query.limit === undefined ? {} : { limit: String(query.limit) }),
    });
    return { body: messages, headers: { Link: link } };
  },
  savePlan: async ({ user, params, body }) => ({ body: await savePlan(user, params.id, body) }),
  chatMarkdown: async ({ user, params, query }) => {
    const place = { part: query.part ?? 1, after: query.after ?? 0 };
    const { title, markdown, next } = await Takeaway.part(user.id, params.id, place, user.locale);
    const link = next && {
      Link: linkTo(`/api/chat/chats/${params.id}/markdown`, {
        part: String(next.part),
        after: String(next.after),
      }),
    };
    const name = place.part === 1 && next === null ? title : `${title} ${String(place.part)}`;
    return { body: markdown, headers: { ...attachment(name, "md"), ...link } };
  },
  updateChat: async ({ user, params, body }) => ({
    body: await Chats.rename(user.id, params.id, body.chat_name),
  }),
  setSessionStatus: async ({ user, params, query }) => {
    await Sessions.setStatus(user.id, params.id, query.status);
    return { body: { success: true, message: "Session status updated" } };
  },
  setChatStatus: async ({ user, params, query }) => {
    await Chats.setStatus(user.id, params.id, query.status);
    return { body: { success: true, message: "Chat status updated" } };
  },
  listUserChats: async ({ user }) => ({ body: await Sessions.withChats(user.id) }),
  switchChat: async ({ user, params, body }) => {
    const sessionId = await Sessions.existing(user.id, params.id);
    const { session_id: _, ...history } = await Chats.history(user.id, body.chat_id, { sessionId });
    await Sessions.setActiveChat(user.id, params.id, body.chat_id);
    return { body: history };
  },
  getHistory: async ({ user, params, query }) => {
    const sessionId = await Sessions.existing(user.id, query.session_id);
    const { session_id: _, ...history } = await Chats.history(user.id, params.id, {
      sessionId,
      before: query.before ?? null,
      limit: query.limit ?? null,
    });
    return { body: history };
  },
  getActiveChat: async ({ user, params }) => {
    const sessionId = await Sessions.existing(user.id, params.id);
    const [active, open] = await Promise.all([
      Sessions.activeChat(user.id, params.id),
      Connections.ofSession(sessionId),
    ]);
    return {
      body: {
        success: true,
        session_id: params.id,
        active_chat_id: active,
        is_active: open.length > 0,
      },
    };
  },
  restoreChat: async ({ user, params }) => {
    const { restored } = await Chats.restore(user.id, params.id, {
      frame: false,
      unfinished: true,
      make: false,
    });
    return { body: restored };
  },
};

export const handler = serve("chat", handlers, routes);
