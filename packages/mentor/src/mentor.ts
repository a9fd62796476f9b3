// The demo mentor: an OpenAI-compatible model on loopback, for when no key is set.
import { LLMock, type ChatCompletionRequest, type FixtureResponse } from "@copilotkit/aimock";
import { coursePlan, finalizedModules } from "./finalize.ts";
import { lessonText } from "./lesson.ts";
import { mentorModel } from "./name.ts";
import { outline } from "./outline.ts";
import { reply, subjectBrief } from "./reply.ts";
import { asked, briefOf, messagesOf, readRequest, type MentorRequest } from "./request.ts";
import { say } from "./say.ts";
import { studyAnswer } from "./study.ts";
import { estimateTokens, pieces } from "./tokens.ts";
import { starts } from "./understand/words.ts";

export interface MentorOptions {
  /** Address to listen on; loopback. */
  readonly host: string;
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** Milliseconds between pieces of a streamed answer; 0 is as fast as can be. */
  readonly paceMs?: number;
  /** Milliseconds before the first piece. */
  readonly firstMs?: number;
}

export interface Mentor {
  /** For `baseURL` of a client, without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

const spoken = { words: reply, lesson: lessonText, study: studyAnswer } as const;
const isContinuation = starts("continuation");

/** The rest of what it would have said where its last answer was cut; an answer of another model has none. */
const rest = (request: MentorRequest, speak: (request: MentorRequest) => string): string => {
  const whole = speak({ ...request, dialogue: request.dialogue.slice(0, -2) });
  const written = request.dialogue.at(-2)?.content ?? "";
  const isCut = whole.startsWith(written) && whole.length > written.length;
  return isCut ? whole.slice(written.length) : say(request.locale, "nothingToAdd");
};

/** One request in, one answer out: the same for the same request. */
const answer = (chat: ChatCompletionRequest): string => {
  const request = readRequest(chat);
  const { locale, wants } = request;
  if (wants === "outline") return outline(request);
  if (wants in spoken) {
    const speak = spoken[wants as keyof typeof spoken];
    return isContinuation.test(asked(request)) ? rest(request, speak) : speak(request);
  }
  const brief = subjectBrief(request) ?? briefOf(say(locale, "newSkill"), locale);
  return wants === "modules" ? finalizedModules(request, brief) : coursePlan(request, brief);
};

const respond = (request: ChatCompletionRequest): FixtureResponse => {
  const content = answer(request);
  // Each message also has a few tokens of frame.
  const costs = messagesOf(request).map((one) => estimateTokens(one.content) + 4);
  const prompt_tokens = costs.reduce((sum, cost) => sum + cost, 3);
  const completion_tokens = estimateTokens(content);
  const overrides = {
    model: request.model || mentorModel,
    finishReason: "stop",
    usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
  };
  return request.stream === true
    ? { ...overrides, blocks: pieces(content).map((text) => ({ type: "text", text })) }
    : { ...overrides, content };
};

export const startMentor = async (options: MentorOptions): Promise<Mentor> => {
  const { host, port = 0, paceMs = 35, firstMs = paceMs === 0 ? 0 : 150 } = options;
  // Answers are cut by `pieces`, so the server must not cut them again.
  const mock = new LLMock({ host, port, chunkSize: 1_000_000, journalMaxEntries: 1 });
  const pace = paceMs > 0 ? { streamingProfile: { ttft: firstMs, tps: 1_000 / paceMs } } : {};
  mock.on({}, respond, pace);
  const url = await mock.start();
  return { url: `${url}/v1`, stop: () => mock.stop() };
};
