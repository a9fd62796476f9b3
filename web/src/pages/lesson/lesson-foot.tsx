// Below a lesson's text: marking it as done, and the lessons around it.
import type { LessonPage } from "@ai-learning/protocol/lesson";
import { Show, type JSX } from "solid-js";
import { Button, LinkButton } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { t } from "../../i18n/index.ts";
import { modulePath, placePath } from "../../state/learning-paths.ts";
import { Neighbours } from "../learning/neighbours.tsx";
import type { Lesson } from "./lesson-state.ts";

interface LessonFootProps {
  lesson: Lesson;
  page: LessonPage;
}

export function LessonFoot(props: LessonFootProps): JSX.Element {
  const words = () => t("learning").lesson;
  const isDone = (): boolean => props.page.lesson.done_at !== null;
  const next = (): string | undefined =>
    props.page.next === null ? undefined : placePath(props.page.track.id, props.page.next);
  /** Not before there is something to have read. */
  const canFinish = (): boolean =>
    !props.lesson.isArchived() &&
    !props.lesson.isWriting() &&
    (isDone() || (props.lesson.text()?.text ?? "") !== "");
  return (
    <footer class="lesson-foot">
      <Show when={canFinish()}>
        <div class="lesson-finish" data-done={isDone() ? "" : undefined}>
          <Show
            when={isDone()}
            fallback={
              <>
                <p>{words().finish}</p>
                <Button variant="primary" icon="check" onClick={() => props.lesson.setDone(true)}>
                  {words().markDone}
                </Button>
              </>
            }
          >
            <p class="lesson-is-done">
              <Icon name="check" /> {words().isDone}
            </p>
            <div class="row">
              <LinkButton
                variant="primary"
                href={next() ?? modulePath(props.page.track.id, props.page.module.id)}
              >
                {next() === undefined ? words().toModule : words().next}
              </LinkButton>
              <Button variant="quiet" onClick={() => props.lesson.setDone(false)}>
                {words().notDone}
              </Button>
            </div>
          </Show>
        </div>
      </Show>
      <Neighbours
        trackId={props.page.track.id}
        label={words().neighbours}
        previous={props.page.previous}
        next={props.page.next}
        words={words()}
      />
    </footer>
  );
}
