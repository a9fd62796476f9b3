// Above a lesson's text: its title and place, its versions, and how to have another one.
import type { LessonPage } from "@ai-learning/protocol/lesson";
import { For, Show, type JSX } from "solid-js";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/message.tsx";
import { t } from "../../i18n/index.ts";
import { PageHeading } from "../../layout/page-heading.tsx";
import type { Lesson } from "./lesson-state.ts";

const ways = ["simpler", "deeper", "example"] as const;

interface LessonHeadProps {
  lesson: Lesson;
  page: LessonPage;
  onChat: (() => void) | undefined;
}

export function LessonHead(props: LessonHeadProps): JSX.Element {
  const words = () => t("learning").lesson;
  const brief = () => props.page.lesson;
  return (
    <header class="lesson-head">
      <PageHeading text={brief().title} title={`${brief().title} · ${props.page.track.title}`} />
      <p class="lesson-facts soft">
        <span>
          {words().place(brief().lesson_number, props.page.module.lessons.length)} ·{" "}
          {t("learning").time(brief().minutes)}
        </span>
        <Show when={brief().done_at}>
          <Badge tone="good">{t("learning").module.states.done}</Badge>
        </Show>
      </p>
      <Show when={props.page.objectives.length > 0}>
        <section class="lesson-goals" aria-labelledby="lesson-goals">
          <h2 id="lesson-goals">{words().goals}</h2>
          <ul dir="auto">
            <For each={props.page.objectives}>{(goal) => <li>{goal}</li>}</For>
          </ul>
        </section>
      </Show>
      <Show when={props.lesson.isArchived()}>
        <Note kind="warn">
          <p>{t("learning").module.archivedLesson}</p>
        </Note>
      </Show>
      <div class="lesson-bar">
        <Versions lesson={props.lesson} page={props.page} />
        <Show when={!props.lesson.isArchived() && props.lesson.text()?.text}>
          <div class="lesson-ways" role="group" aria-label={words().change}>
            <For each={ways}>
              {(how) => (
                <Button
                  size="small"
                  busy={props.lesson.asking() === how}
                  waiting={props.lesson.isWriting() || props.lesson.asking() !== null}
                  onClick={() => props.lesson.ask(how)}
                >
                  {words()[how]}
                </Button>
              )}
            </For>
          </div>
        </Show>
        <Show when={props.onChat}>
          {(open) => (
            <Button class="lesson-chat-open" size="small" icon="chat" onClick={() => open()()}>
              {words().chat}
            </Button>
          )}
        </Show>
      </div>
    </header>
  );
}

/** The texts of the lesson; the chosen one is read from now on, also on another device. */
function Versions(props: { lesson: Lesson; page: LessonPage }): JSX.Element {
  const words = () => t("learning").lesson;
  return (
    <Show when={props.page.versions.length > 1}>
      <select
        class="control lesson-versions"
        aria-label={words().versions}
        disabled={props.lesson.isArchived()}
        onChange={(event) => props.lesson.choose(Number(event.currentTarget.value))}
      >
        <For each={props.page.versions}>
          {(one) => (
            <option value={one.version} selected={one.id === props.page.version?.id}>
              {words().version(one.version)} · {words().hows[one.how]}
            </option>
          )}
        </For>
      </select>
    </Show>
  );
}
