// Everything a model is asked for, as the service asks for it.
import {
  coursePlanSchema,
  finalizedCourseSchema,
  parseCourse,
  parsePlan,
} from "@ai-learning/core/prompts/course";
import * as Finalize from "@ai-learning/core/prompts/finalize";
import type { HistoryItem, PromptMessage, Settings } from "@ai-learning/core/prompts/message";
import * as Plan from "@ai-learning/core/prompts/plan";
import * as Reply from "@ai-learning/core/prompts/reply";
import type { TrackContext } from "@ai-learning/core/prompts/track";
import * as Welcome from "@ai-learning/core/prompts/welcome";

export const kindNames = ["chat", "welcome", "finalise", "plan", "test-connection"] as const;
export type KindName = (typeof kindNames)[number];

export interface Kind {
  readonly messages: readonly PromptMessage[];
  readonly settings: Settings;
  readonly schema?: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  /** Whether an answer is what was asked for. */
  readonly isUsable: (text: string) => boolean;
}

const track: TrackContext = {
  title: "Rust",
  skillArea: "Rust",
  level: "beginner",
  hours: 12,
  expectations: "write a game",
  description: "",
  status: "planning",
  plan: null,
  modules: [],
};

const plan =
  "<think>\nTwo modules.\n</think>\n\n### Module 1. Basics — 6 h\n- Ownership\n\n### Module 2. Game — 6 h\n- Loop";

/** Begins with the mentor, holds a question that got no answer, and is longer than a small window. */
const history: readonly HistoryItem[] = [
  { sender: "ai", content: plan },
  { sender: "user", content: "Why ownership?" },
  { sender: "user", content: "Are you there?" },
  ...Array.from({ length: 14 }, (_, index): HistoryItem => ({
    sender: index % 2 === 0 ? "ai" : "user",
    content: `${String(index)}: ${"It is how memory is managed without a collector. ".repeat(5)}`,
  })),
  { sender: "ai", content: "Anything else?" },
];

const words = (text: string): boolean => text.trim() !== "" && !/think|^hm/.test(text);

const question: HistoryItem = { sender: "user", content: "How long is the first module?" };
const locale = "en";

/** All but the connection test, whose prompt the service makes itself. */
export const kinds: Readonly<Record<Exclude<KindName, "test-connection">, Kind>> = {
  chat: {
    messages: Reply.messages({ track, history: [...history, question], locale }),
    settings: Reply.settings,
    isUsable: words,
  },
  welcome: {
    messages: Welcome.messages({ track, locale }),
    settings: Welcome.settings,
    isUsable: words,
  },
  finalise: {
    messages: Finalize.messages({ track, history, locale }),
    settings: Finalize.settings,
    schema: finalizedCourseSchema,
    isUsable: (text) => parseCourse(text).ok,
  },
  plan: {
    messages: Plan.messages({ track, history, locale }),
    settings: Plan.settings,
    schema: coursePlanSchema,
    isUsable: (text) => parsePlan(text).ok,
  },
};
