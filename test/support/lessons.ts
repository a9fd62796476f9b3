// Short ways to modules and their lessons.
import type { Track } from "@ai-learning/protocol/track";
import type { Client } from "./client.ts";
import type { ResponseOf } from "./http.ts";
import { finalize, say, track as makeTrack } from "./learning.ts";
import { until } from "./until.ts";

export interface PlannedModule {
  readonly title: string;
  readonly hours: number;
  /** Steers the scripted model's outline and lessons. */
  readonly summary?: string;
  readonly topics: readonly string[];
}

/** Two modules of two objectives or more. */
export const pottery: readonly PlannedModule[] = [
  { title: "Clay", hours: 4, topics: ["Kinds of clay", "Wedging", "Keeping it moist"] },
  { title: "Wheel", hours: 6, topics: ["Centring", "Pulling walls"] },
];

/** A plan as the prompts prescribe it. */
export const planText = (modules: readonly PlannedModule[]): string => {
  const sum = modules.reduce((total, { hours }) => total + hours, 0);
  return [
    `## Course plan: Pottery\n**Total: ${sum} h**`,
    ...modules.map(({ title, hours, summary = "", topics }, at) =>
      [
        `### Module ${at + 1}. ${title} — ${hours} h`,
        summary,
        ...topics.map((topic) => `- ${topic}`),
      ].join("\n"),
    ),
    `**Total: ${sum} h**`,
  ].join("\n\n");
};

/** Gives a track these modules, through the chat and the door of finalising. */
export async function replan(
  client: Client,
  of: Track,
  modules: readonly PlannedModule[],
): Promise<Track["modules"]> {
  await say(client, of, `[say]\n${planText(modules)}`);
  return (await finalize(client, of)).modules;
}

/** A track with modules. */
export async function withModules(
  client: Client,
  modules: readonly PlannedModule[] = pottery,
): Promise<Track> {
  const made = await makeTrack(client);
  await replan(client, made, modules);
  return client.ok("getTrack", { params: { id: made.id } });
}

/** A lesson's page once its text has ended. */
export const written = (
  client: Client,
  lessonId: string,
  version?: number,
): Promise<ResponseOf<"getLesson">> =>
  until(
    async () => {
      const page = await client.ok("getLesson", {
        params: { id: lessonId },
        ...(version !== undefined && { query: { version } }),
      });
      const { status } = page.message ?? { status: "pending" };
      return status !== "pending" && status !== "generating" && page;
    },
    { within: 30_000, what: "the lesson's text" },
  );

/** Begins a module and waits for its first lesson. */
export async function begun(client: Client, moduleId: string): Promise<ResponseOf<"getLesson">> {
  const { lesson_id } = await client.ok("startModule", { params: { id: moduleId } });
  return written(client, lesson_id);
}
