// Method and path of the routes that a page calls: plain data, so that a browser is not sent the schemas, nor what only
// other clients call.

export const pagePaths = {
  guestLogin: { method: "POST", path: "/api/auth/guest-login" },
  logout: { method: "POST", path: "/api/auth/logout" },
  ticket: { method: "POST", path: "/api/auth/ticket" },
  me: { method: "GET", path: "/api/auth/me" },
  usage: { method: "GET", path: "/api/auth/me/usage" },
  createTrack: { method: "POST", path: "/api/tracks" },
  getTrack: { method: "GET", path: "/api/tracks/:id" },
  listSessionChats: { method: "GET", path: "/api/chat/sessions/:id/chats" },
  getHistory: { method: "GET", path: "/api/chat/chats/:id/history" },
  welcome: { method: "POST", path: "/api/ai/welcome-message" },
  chatResponse: { method: "POST", path: "/api/ai/chat-response" },
  stop: { method: "POST", path: "/api/ai/stop" },
  regenerate: { method: "POST", path: "/api/ai/regenerate" },
  continue: { method: "POST", path: "/api/ai/continue" },
  edit: { method: "POST", path: "/api/ai/edit" },
  finalize: { method: "POST", path: "/api/ai/finalize-course-plan" },
  userConfig: { method: "GET", path: "/api/ai/user-config" },
} as const;
