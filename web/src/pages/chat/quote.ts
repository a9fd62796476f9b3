// A passage of a lesson that a question is about: it goes into the message as a Markdown quote above the question.
import { limits } from "@ai-learning/protocol/limits";

/** The question with the passage above it, the passage shortened where both are too long for one message. */
export function withQuote(passage: string | null, question: string): string {
  const lines = passage?.trim().split(/\r?\n/) ?? [];
  const quote = lines.map((line) => `> ${line}`.trimEnd()).join("\n");
  const room = limits.messageChars - question.length - 3;
  if (passage === null || room < 4) return question;
  return `${quote.length > room ? `${quote.slice(0, room)}…` : quote}\n\n${question}`;
}
