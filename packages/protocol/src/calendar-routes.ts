// The calendar's rows of the HTTP contract.
import * as z from "zod";
import * as calendar from "./calendar.ts";
import { paths } from "./paths.ts";
import { defineRoutes } from "./route.ts";
import { done } from "./user.ts";

export const calendarRoutes = defineRoutes({
  calendar: {
    ...paths.calendar,
    owner: "tracks",
    auth: "required",
    tag: "calendar",
    summary: "When the user studies, and the sessions of the coming four weeks",
    response: calendar.calendar,
    errors: [],
  },
  saveCalendar: {
    ...paths.saveCalendar,
    owner: "tracks",
    auth: "required",
    tag: "calendar",
    summary: "Set when the user studies",
    body: calendar.studySettings,
    response: calendar.calendar,
    errors: [],
  },
  downloadCalendar: {
    ...paths.downloadCalendar,
    owner: "tracks",
    auth: "required",
    tag: "calendar",
    summary: "The sessions as an iCalendar file",
    response: z.string(),
    mediaType: "text/calendar",
    errors: [],
  },
  makeCalendarFeed: {
    ...paths.makeCalendarFeed,
    owner: "tracks",
    auth: "required",
    tag: "calendar",
    summary: "A new private address for calendars to subscribe to; the one before ends",
    response: calendar.calendarFeed,
    errors: [],
  },
  revokeCalendarFeed: {
    ...paths.revokeCalendarFeed,
    owner: "tracks",
    auth: "required",
    tag: "calendar",
    summary: "End the calendar's address",
    response: done,
    errors: [],
  },
  calendarFeed: {
    ...paths.calendarFeed,
    owner: "tracks",
    auth: "none",
    tag: "calendar",
    summary: "The iCalendar file behind a private address, whose name ends in .ics",
    params: z.object({ token: z.string() }),
    response: z.string(),
    mediaType: "text/calendar",
    errors: ["feed_not_found"],
  },
});
