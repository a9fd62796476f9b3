// How the scripted model reads a request: which operation it is, what was said, and which directives it holds.
import type { ChatCompletionRequest } from "@copilotkit/aimock";

const textOf = (content: unknown): string => (typeof content === "string" ? content : "");

/** Between two messages of a learner's that come as one, because nothing was answered in between. */
const seam = "\n\n---\n\n";

/** One request as the script reads it. */
export interface Asked {
  /** welcome, reply, finalize, plan, connection-test. */
  readonly task: string;
  readonly locale: "ru" | "en";
  readonly system: string;
  /** What the learner said last. */
  readonly said: string;
  /** Where directives are looked for: what was said last, or the track before anything was said. */
  readonly steering: string;
  readonly repairing: boolean;
}

const finalizing = /^(?:Finalise the|Финализируй) (?:plan|course plan|план)/;
const repair = /^(?:That answer cannot be used|Этот ответ не подходит)/;

/** What each prompt begins with: the task that it sets. */
const roles: readonly (readonly [string, RegExp])[] = [
  ["welcome", /^(?:You are a friendly course curator|Ты дружелюбный куратор курсов)/],
  ["reply", /^(?:You are a mentor|Ты наставник)/],
  ["finalize", /^(?:You turn an agreed course plan|Ты превращаешь согласованный план)/],
  ["plan", /^(?:You are an experienced curator|Ты опытный куратор)/],
  ["connection-test", /^(?:The connection to the model|Проверяется связь)/],
];

export function read(request: ChatCompletionRequest): Asked {
  const system = textOf(request.messages[0]?.content);
  const task = roles.find(([, beginning]) => beginning.test(system))?.[0] ?? "reply";
  const users = request.messages
    .filter((one) => one.role === "user")
    .flatMap((one) => textOf(one.content).split(seam));
  const said =
    task === "finalize"
      ? (users.findLast((text) => !finalizing.test(text) && !repair.test(text)) ?? "")
      : (users.at(-1) ?? "");
  return {
    task,
    locale: /^\p{Script=Cyrillic}/u.test(system) ? "ru" : "en",
    system,
    said,
    steering: task === "welcome" || task === "plan" ? system : said,
    repairing: repair.test(users.at(-1) ?? ""),
  };
}

/** The value of a directive: `[name value]`; "" when it stands alone, undefined when it is absent. */
export const directive = (text: string, name: string): string | undefined =>
  new RegExp(`\\[${name}(?: ([^\\]]*))?\\]`).exec(text)?.[1] ??
  (text.includes(`[${name}]`) ? "" : undefined);
