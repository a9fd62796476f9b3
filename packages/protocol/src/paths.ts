// Method and path of every route.
import { laterPaths } from "./later-paths.ts";
import { pagePaths } from "./page-paths.ts";

export const paths = {
  ...pagePaths,
  ...laterPaths,
  describeService: { method: "GET", path: "/api" },
  health: { method: "GET", path: "/api/health" },
  openapi: { method: "GET", path: "/api/openapi.json" },
  asyncapi: { method: "GET", path: "/api/asyncapi.json" },
  docs: { method: "GET", path: "/api/docs" },
  trackMarkdown: { method: "GET", path: "/api/tracks/:id/markdown" },
  downloadCalendar: { method: "GET", path: "/api/calendar/download" },
  calendarFeed: { method: "GET", path: "/api/calendar/:token" },
  createSession: { method: "POST", path: "/api/chat/sessions" },
  listSessions: { method: "GET", path: "/api/chat/sessions" },
  listMessages: { method: "GET", path: "/api/chat/chats/:id/messages" },
  chatMarkdown: { method: "GET", path: "/api/chat/chats/:id/markdown" },
  setSessionStatus: { method: "PUT", path: "/api/chat/sessions/:id/status" },
  setChatStatus: { method: "PUT", path: "/api/chat/chats/:id/status" },
  listUserChats: { method: "GET", path: "/api/chat/users/chats" },
  switchChat: { method: "POST", path: "/api/chat/sessions/:id/switch-chat" },
  getActiveChat: { method: "GET", path: "/api/chat/sessions/:id/active-chat" },
  restoreChat: { method: "POST", path: "/api/chat/sessions/:id/restore-existing-chat" },
  generatePlan: { method: "POST", path: "/api/ai/generate-plan" },
  chatConfig: { method: "GET", path: "/api/ai/chats/:id/config" },
  setChatConfig: { method: "PUT", path: "/api/ai/chats/:id/config" },
  moduleStart: { method: "POST", path: "/api/ai/module-learning-start" },
  moduleChat: { method: "POST", path: "/api/ai/module-chat" },
  moduleChatHistory: { method: "POST", path: "/api/ai/module-chat-history" },
  moduleComplete: { method: "POST", path: "/api/ai/module-complete" },
  generateLesson: { method: "POST", path: "/api/ai/generate-lesson" },
} as const;
