// Figures: usage, response times, planning dialogues, and how far tracks come.
import * as Analytics from "@ai-learning/core/analytics/analytics";
import { analyticsRoutes } from "@ai-learning/protocol/analytics-routes";
import { attachment } from "../attachment.ts";
import { serve, type Handlers } from "./app.ts";

/** A file a browser saves; the part after this one has the same query and goes on where this one ended. */
function fileOf(name: string, { csv, next }: Analytics.Csv, query: object) {
  const asked = Object.entries(query).map(([key, value]) => [key, String(value)]);
  const after = new URLSearchParams({ ...Object.fromEntries(asked), after: next ?? "" });
  const link = next !== null && {
    Link: `<${analyticsRoutes.analyticsUsageCsv.path}?${after.toString()}>; rel="next"`,
  };
  return { body: csv, headers: { ...attachment(name, "csv"), ...link } };
}

const handlers: Handlers<"analytics"> = {
  analyticsUsage: async ({ user, query }) => ({ body: await Analytics.usage(user, query) }),
  analyticsUsageCsv: async ({ user, query }) =>
    fileOf(`usage by ${query.by}`, await Analytics.usageCsv(user, query), query),
  analyticsResponseTimes: async ({ user, query }) => ({
    body: await Analytics.responseTimes(user, query),
  }),
  analyticsResponseTimesCsv: async ({ user, query }) =>
    fileOf("response times", await Analytics.responseTimesCsv(user, query), query),
  analyticsPlanning: async ({ user, query }) => ({ body: await Analytics.planning(user, query) }),
  analyticsPlanningCsv: async ({ user, query }) =>
    fileOf("planning", await Analytics.planningCsv(user, query), query),
  analyticsFunnel: async ({ user, query }) => ({ body: await Analytics.funnel(user, query) }),
  analyticsFunnelCsv: async ({ user, query }) =>
    fileOf("funnel", await Analytics.funnelCsv(user, query), query),
};

export const handler = serve("analytics", handlers, analyticsRoutes);
