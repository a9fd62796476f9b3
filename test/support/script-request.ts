// How the scripted model reads a request: which operation it is, what was said, and which directives it holds.
import type { ChatCompletionRequest } from "@copilotkit/aimock";

const textOf = (content: unknown): string => (typeof content === "string" ? content : "");

/** Between two messages of a learner's that come as one, because nothing was answered in between. */
const seam = "\n\n---\n\n";

/** One request as the script reads it. */
export interface Asked {
  /** welcome, reply, finalize, plan, connection-test, outline, lesson, study. */
  readonly task: string;
  readonly locale: "ru" | "en";
  readonly system: string;
  /** What the learner said last. */
  readonly said: string;
  /** Where directives are looked for: what was said last, or the track before anything was said. */
  readonly steering: string;
  readonly repairing: boolean;
  /** What the answer to continue says so far; undefined when it is written from its beginning. */
  readonly written: string | undefined;
}

const finalizing = /^(?:Finalise the|Финализируй) (?:plan|course plan|план)/;
const goOn = /^(?:Continue your last answer|Продолжай свой последний ответ)/;
const repair = /^(?:That answer cannot be used|Этот ответ не подходит)/;

/** What each prompt begins with: the task that it sets. */
const roles: readonly (readonly [string, RegExp])[] = [
  ["study", /^(?:You are the learner's mentor|Ты наставник ученика)/],
  ["outline", /^(?:You are an experienced teacher\. Split|Ты опытный преподаватель\. Раздели)/],
  ["lesson", /^(?:You are an experienced teacher and write|Ты опытный преподаватель и пишешь)/],
  ["welcome", /^(?:You are a friendly course curator|Ты дружелюбный куратор курсов)/],
  ["reply", /^(?:You are a mentor|Ты наставник)/],
  ["finalize", /^(?:You turn an agreed course plan|Ты превращаешь согласованный план)/],
  ["plan", /^(?:You are an experienced curator|Ты опытный куратор)/],
  ["connection-test", /^(?:The connection to the model|Проверяется связь)/],
];

/** `[more X]` is `[X]` for the rest of an answer alone, and counts there before any other. */
const forRest = (steering: string): string =>
  [...steering.matchAll(/\[more ([^\]]*)\]/g)].map(([, more]) => `[${more}]`).join("") + steering;

/** A module's own data: directives stand in its description or its objectives; `[lesson X]` is `[X]` for its lessons alone,
 * `[outline X]` for its outline. */
const moduleData = /<module_data>([^]*?)<\/module_data>/;

function steeringOf(task: string, system: string, said: string): string {
  const data = moduleData.exec(system)?.[1] ?? said;
  if (task === "outline" || task === "lesson") {
    return data.replaceAll(new RegExp(`\\[${task} ([^\\]]*)\\]`, "g"), "[$1]");
  }
  return task === "welcome" || task === "plan" ? system : said;
}

export function read(request: ChatCompletionRequest): Asked {
  const system = textOf(request.messages[0]?.content);
  const task = roles.find(([, beginning]) => beginning.test(system))?.[0] ?? "reply";
  const users = request.messages
    .filter((one) => one.role === "user")
    .flatMap((one) => textOf(one.content).split(seam));
  const isGoingOn = goOn.test(users.at(-1) ?? "");
  const isOurs = (text: string): boolean =>
    goOn.test(text) || repair.test(text) || (task === "finalize" && finalizing.test(text));
  const said = users.findLast((text) => !isOurs(text)) ?? "";
  const steering = steeringOf(task, system, said);
  return {
    task,
    locale: /^\p{Script=Cyrillic}/u.test(system) ? "ru" : "en",
    system,
    said,
    steering: isGoingOn ? forRest(steering) : steering,
    repairing: repair.test(users.at(-1) ?? ""),
    written: isGoingOn
      ? textOf(request.messages.findLast((one) => one.role === "assistant")?.content)
      : undefined,
  };
}

/** The value of a directive: `[name value]`; "" when it stands alone, undefined when it is absent. */
export const directive = (text: string, name: string): string | undefined =>
  new RegExp(`\\[${name}(?: ([^\\]]*))?\\]`).exec(text)?.[1] ??
  (text.includes(`[${name}]`) ? "" : undefined);
