// One request in, one answer out: the same for the same request.
import type { Brief } from "./brief.ts";
import { coursePlan } from "./course-plan.ts";
import { finalize } from "./finalize.ts";
import { briefFrom, welcome } from "./first-words.ts";
import { phrases } from "./phrases.ts";
import { reply } from "./reply.ts";
import { readRequest, type ChatRequest, type MentorRequest } from "./request.ts";

/** For a request whose prompt carries no track. */
const unknownBrief = ({ dialogue, locale }: MentorRequest): Brief => {
  const named = dialogue
    .filter((one) => one.role === "user")
    .map((one) => briefFrom(one.content.slice(0, 2_000), locale))
    .find((brief) => brief !== null);
  const title = locale === "ru" ? "Новый навык" : "A new skill";
  return (
    named ?? {
      locale,
      title,
      skill: title,
      level: "beginner",
      hours: null,
      expectations: "",
      description: "",
      existing: [],
    }
  );
};

export const answer = (chat: ChatRequest): string => {
  const request = readRequest(chat);
  const brief = request.brief ?? unknownBrief(request);
  switch (request.operation) {
    case "welcome":
      return welcome(brief, request.maxTokens);
    case "finalize":
      return finalize(request, brief);
    case "plan":
      return coursePlan(request, brief);
    case "connection-test":
      return phrases[request.locale].hi;
    default:
      return reply(request);
  }
};
