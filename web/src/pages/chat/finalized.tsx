// A finalised plan: the summary of its modules, and a link to them.
import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { LinkButton } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Markdown } from "../../markdown/markdown.tsx";
import { t } from "../../i18n/index.ts";
import { modulePath, toStart } from "../../state/learning-paths.ts";
import { hoursOfModules } from "../../state/track-hours.ts";
import type { Message } from "@ai-learning/client/model";
import { markdownLabels } from "./markdown-labels.ts";
import "./finalized.css";
import { useRoom } from "./room-context.ts";

export default function Finalized(props: { message: Message }): JSX.Element {
  const room = useRoom();
  const modules = () => room.track().modules;
  /** Only the newest finalisation describes the track's present modules. */
  const isNewest = (): boolean =>
    room
      .messages()
      .findLast(
        (one) => one.kind === "finalization" && one.status === "complete" && one.sender === "ai",
      )?.id === props.message.id;
  return (
    <section class="finalized" aria-label={t("chatParts").finalized}>
      <Markdown text={props.message.text} labels={markdownLabels()} />
      <Show when={isNewest()}>
        <div class="finalized-foot">
          <p class="finalized-sum">
            <Icon name="check" />
            <Show when={modules().length > 0} fallback={t("chatParts").finalized}>
              {t("chatParts").made(modules().length, hoursOfModules(modules()))}
            </Show>
          </p>
          <div class="row">
            <Show when={modules().find((one) => one.status !== "completed")}>
              {(first) => (
                <A
                  data-button="primary"
                  href={modulePath(room.track().id, first().id)}
                  state={toStart}
                >
                  {t("chatParts").startFirst}
                </A>
              )}
            </Show>
            <LinkButton icon="list" href={`/tracks/${room.track().id}`}>
              {t("chatParts").seeModules}
            </LinkButton>
          </div>
        </div>
      </Show>
    </section>
  );
}
