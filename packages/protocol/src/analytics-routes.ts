// Rows of the HTTP contract by which figures are read: as JSON, and as CSV under the same name.
import * as z from "zod";
import * as analytics from "./analytics.ts";
import { paths } from "./paths.ts";
import { defineRoutes } from "./route.ts";

const row = {
  owner: "analytics",
  auth: "required",
  tag: "analytics",
  errors: ["admin_only"],
} as const;
const csv = { ...row, response: z.string(), mediaType: "text/csv" } as const;

export const analyticsRoutes = defineRoutes({
  analyticsUsage: {
    ...row,
    ...paths.analyticsUsage,
    summary: "Calls, tokens and money by day, track, chat, chat type, stage, model or operation",
    query: analytics.usageQuery,
    response: analytics.usageAnswer,
  },
  analyticsUsageCsv: {
    ...csv,
    ...paths.analyticsUsageCsv,
    summary: "The same as CSV; what is long comes in parts, and Link leads to the next",
    query: analytics.usageQuery,
  },
  analyticsResponseTimes: {
    ...row,
    ...paths.analyticsResponseTimes,
    summary: "Time to the first token and to the whole answer, by model and operation",
    query: analytics.rangeQuery,
    response: analytics.responseTimes,
  },
  analyticsResponseTimesCsv: {
    ...csv,
    ...paths.analyticsResponseTimesCsv,
    summary: "The same as CSV",
    query: analytics.rangeQuery,
  },
  analyticsPlanning: {
    ...row,
    ...paths.analyticsPlanning,
    summary: "Planning dialogues: how long they are, how many are finalised, who comes back",
    query: analytics.rangeQuery,
    response: analytics.planning,
  },
  analyticsPlanningCsv: {
    ...csv,
    ...paths.analyticsPlanningCsv,
    summary: "The same as CSV",
    query: analytics.rangeQuery,
  },
  analyticsFunnel: {
    ...row,
    ...paths.analyticsFunnel,
    summary: "Tracks from the first plan to the last module, step by step",
    query: analytics.rangeQuery,
    response: analytics.funnel,
  },
  analyticsFunnelCsv: {
    ...csv,
    ...paths.analyticsFunnelCsv,
    summary: "The same as CSV",
    query: analytics.rangeQuery,
  },
});
