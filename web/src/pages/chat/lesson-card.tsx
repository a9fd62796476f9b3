// A lesson's text in a study chat: which lesson it is and how it stands. The text itself is the lesson's page.
import { A } from "@solidjs/router";
import { Show, useContext, type JSX } from "solid-js";
import type { Message } from "@ai-learning/client/model";
import { Badge, type Tone } from "../../components/badge.tsx";
import { t } from "../../i18n/index.ts";
import { titleOf } from "./lesson-title.ts";
import { StudyContext } from "./study-context.ts";

const tones: Partial<Record<Message["status"], Tone>> = {
  generating: "accent",
  complete: "good",
  truncated: "warn",
  stopped: "warn",
  failed: "danger",
};

export function LessonCard(props: { message: Message }): JSX.Element {
  const place = useContext(StudyContext);
  const words = () => t("chatParts").lesson;
  const lesson = () => place?.().lessons.find((one) => one.message_ids.includes(props.message.id));
  const title = (): string => lesson()?.title ?? titleOf(props.message.text) ?? words().kind;
  const href = (): string | undefined => {
    const known = lesson();
    return known === undefined ? undefined : place?.().hrefOf(known);
  };
  return (
    <article class="lesson-card" data-status={props.message.status}>
      <h2 class="lesson-card-kind">{words().kind}</h2>
      <Show when={href()} fallback={<p class="lesson-card-title">{title()}</p>}>
        {(to) => (
          <A class="lesson-card-title" href={to()} title={words().open}>
            {title()}
          </A>
        )}
      </Show>
      <Badge tone={tones[props.message.status]}>{words().states[props.message.status]}</Badge>
    </article>
  );
}
