// The lessons of a module, each with its state and minutes.
import type { LessonBrief, ModulePage } from "@ai-learning/protocol/lesson";
import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import { Badge, type Tone } from "../../components/badge.tsx";
import { t } from "../../i18n/index.ts";
import { lessonPath } from "../../state/learning-paths.ts";
import { stateOf, type LessonState } from "../learning/writing.ts";

const tones: Partial<Record<LessonState, Tone>> = {
  writing: "accent",
  ready: "accent",
  stopped: "warn",
  failed: "danger",
  done: "good",
};

export function Lessons(props: { page: ModulePage }): JSX.Element {
  const words = () => t("learning").module;
  const href = (lesson: LessonBrief): string =>
    lessonPath(props.page.track.id, props.page.module.id, lesson.id);
  return (
    <Show when={props.page.lessons.length > 0} fallback={<p class="soft">{words().noLessons}</p>}>
      <ol class="module-lessons" role="list">
        <For each={props.page.lessons}>
          {(lesson) => (
            <li class="module-lesson">
              <span class="module-lesson-number" aria-hidden="true">
                {lesson.lesson_number}
              </span>
              <A class="module-lesson-title" dir="auto" href={href(lesson)}>
                {lesson.title}
              </A>
              <span class="module-lesson-facts small soft">
                {t("learning").time(lesson.minutes)}{" "}
                <Badge tone={tones[stateOf(lesson)]}>{words().states[stateOf(lesson)]}</Badge>
              </span>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}
