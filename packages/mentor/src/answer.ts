// One request in, one answer out: the same for the same request.
import type { ChatCompletionRequest } from "@copilotkit/aimock";
import { coursePlan, finalizedModules } from "./finalize.ts";
import { reply, subjectBrief } from "./reply.ts";
import { briefOf, readRequest } from "./request.ts";
import { say } from "./say.ts";

export const answer = (chat: ChatCompletionRequest): string => {
  const request = readRequest(chat);
  if (request.wants === "words") return reply(request);
  const { locale } = request;
  const brief = subjectBrief(request) ?? briefOf(say(locale, "newSkill"), locale);
  return request.wants === "modules"
    ? finalizedModules(request, brief)
    : coursePlan(request, brief);
};
