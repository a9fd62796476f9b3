// The dialogue of a chat as a Markdown document, in parts that fit an answer of a function.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import type { Locale } from "@ai-learning/protocol/user";
import { call } from "../adapters/call.ts";
import { problem } from "../error.ts";
import { contained } from "./contained.ts";
import { inline, literal, quoted } from "./literal.ts";
import { words, type Words } from "./words.ts";

/**
 * Bytes of messages in one part. An answer of a function ends at 6 MB, and a message of line ends takes four times its
 * length: two for each in the quotation, one more in the JSON that a function answers with, one of its own.
 */
const partBytes = 1_000_000;

export interface Dialogue {
  readonly chat_name: string;
  /** Null while the chat's session has no track. */
  readonly track_title: string | null;
  readonly messages: readonly HistoryItem[];
  readonly more: boolean;
}

/** The place of a part: its number, and the position of the last message before it. */
export interface PartPlace {
  readonly part: number;
  readonly after: number;
}

const timeOf = (timestamp: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  }).format(new Date(timestamp));

function messageOf(message: HistoryItem, locale: Locale): string[] {
  const say = words[locale];
  const { sender, status, content } = message;
  // A plan that the learner edited is Markdown of our own.
  const isTyped = sender === "user" && message.message_type !== "plan";
  const who = sender === "user" ? say.learner : say.mentor;
  const ending = status === "complete" ? "" : `*${say.endings[status]}*`;
  return [
    `## ${who} · ${timeOf(message.timestamp, locale)} UTC`,
    isTyped ? quoted(literal(content)) : contained(content),
    ending,
  ];
}

const titleOf = ({ chat_name: name, track_title: track }: Dialogue): string =>
  track === null || track === name ? name : `${track}: ${name}`;

function foot(dialogue: Dialogue, { part, after }: PartPlace, say: Words): string[] {
  if (dialogue.more) return ["---", `*${say.more(part + 1)}*`];
  return dialogue.messages.length === 0 && after === 0 ? [say.empty] : [];
}

/** The document of one part; each is one of its own. */
export function chatMarkdown(dialogue: Dialogue, place: PartPlace, locale: Locale): string {
  const say = words[locale];
  const isWhole = place.part === 1 && !dialogue.more;
  const title = inline(titleOf(dialogue));
  const blocks = [
    `# ${title}${isWhole ? "" : ` (${say.part(place.part)})`}`,
    ...dialogue.messages.flatMap((message) => messageOf(message, locale)),
    ...foot(dialogue, place, say),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

/** A part of a chat of the user, its title, and where the next one begins. Throws `chat_not_found`. */
export async function part(
  userId: string,
  chatId: string,
  place: PartPlace,
  locale: Locale,
): Promise<{ title: string; markdown: string; next: PartPlace | null }> {
  const found = await call<{ outcome: "chat_not_found" } | ({ outcome: "found" } & Dialogue)>(
    "read_dialogue",
    { user_id: userId, chat_id: chatId, after: place.after, bytes: partBytes },
  );
  if (found.outcome !== "found") throw problem("chat_not_found");
  const last = found.messages.at(-1);
  return {
    title: titleOf(found),
    markdown: chatMarkdown(found, place, locale),
    next: found.more && last ? { part: place.part + 1, after: last.position } : null,
  };
}
