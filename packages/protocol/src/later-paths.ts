// Method and path of the routes that parts of a page call which are loaded later.

export const laterPaths = {
  listRevisions: { method: "GET", path: "/api/tracks/:id/revisions" },
  undoRevision: { method: "POST", path: "/api/tracks/:id/undo" },
  restoreModule: { method: "POST", path: "/api/tracks/:id/modules/:module_id/restore" },
  calendar: { method: "GET", path: "/api/calendar" },
  saveCalendar: { method: "PUT", path: "/api/calendar" },
  makeCalendarFeed: { method: "POST", path: "/api/calendar/feed" },
  revokeCalendarFeed: { method: "DELETE", path: "/api/calendar/feed" },
  savePlan: { method: "POST", path: "/api/chat/chats/:id/plan" },
} as const;
