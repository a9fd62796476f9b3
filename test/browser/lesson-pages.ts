// A guest whose first lesson is written, for scripts that look at its pages.
import { setTimeout as pause } from "node:timers/promises";
import { createCall } from "@ai-learning/client/api";
import { systemClock } from "@ai-learning/client/clock";
import { StartError } from "@ai-learning/local/start-error";
import { paths } from "@ai-learning/protocol/paths";
import { nodeFetch } from "../support/client-platform.ts";

interface LessonPages {
  /** Paths of the module and of its lesson. */
  readonly pages: readonly string[];
  /** What a browser of the guest's has. */
  readonly cookies: readonly { readonly name: string; readonly value: string }[];
}

/** How often it is asked whether the lesson is written. Milliseconds. */
const lookEveryMs = 200;
const maxLooks = 300;

/** Makes a course of the demo mentor's on a running stack and begins it. */
export async function lessonPages(siteUrl: string): Promise<LessonPages> {
  const signedIn = await fetch(new URL(paths.guestLogin.path, siteUrl), { method: "POST" });
  const { access_token } = (await signedIn.json()) as { readonly access_token: string };
  const call = createCall({
    paths,
    clock: systemClock,
    fetch: nodeFetch(siteUrl, () => ({ authorization: `Bearer ${access_token}` })),
  });
  const title = "Python for data analysis";
  const track = await call("createTrack", {
    body: { title, skill_area: title, difficulty_level: "beginner", estimated_duration_hours: 24 },
  });
  const place = { session_id: track.session_id, track_id: track.id };
  await call("welcome", { body: { ...place, skill_area: title } });
  await call("finalize", { body: place });
  const { modules } = await call("getTrack", { params: { id: track.id } });
  const params = { id: modules[0]?.id ?? "" };
  const started = await call("startModule", { params });
  if (!("lesson_id" in started)) throw new StartError("The module was not begun.");
  const lesson = started.lesson_id;
  for (let look = 1; ; look += 1) {
    const { message } = await call("getLesson", { params: { id: lesson } });
    if (message?.status === "complete") break;
    if (look >= maxLooks) throw new StartError("The lesson was not written.");
    await pause(lookEveryMs);
  }
  const module = `/tracks/${track.id}/modules/${params.id}`;
  return {
    pages: [module, `${module}/lessons/${lesson}`],
    cookies: signedIn.headers.getSetCookie().map((one) => {
      const [name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(one)?.slice(1) ?? [];
      return { name, value };
    }),
  };
}
